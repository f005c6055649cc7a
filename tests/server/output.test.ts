import { execFileSync, spawn } from 'node:child_process'
import { existsSync, lstatSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claim, Claimed } from '../../server/output/claim.ts'
import { outputAt } from '../../server/output/part-file.ts'
import { targetOf } from '../../server/output/target.ts'
import { writeWhole } from '../../server/output/whole-file.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'petaplan-output-'))

describe('a claim on a file', () => {
  it('is refused while its holder lives, and free after its release', () => {
    const path = join(folder(), 'out')
    const held = claim(path)
    expect(() => claim(path)).toThrow(Claimed)
    held.release()
    claim(path).release()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })

  it('of a process that is gone is taken over', () => {
    const path = join(folder(), 'out')
    const gone = spawn(process.execPath, ['-e', '0'])
    return new Promise<void>((resolve) => {
      gone.once('exit', () => {
        writeFileSync(`${path}.lock`, JSON.stringify({ host: hostname(), process: gone.pid }))
        claim(path).release()
        resolve()
      })
    })
  })

  it('of another machine holds while it is touched', () => {
    const path = join(folder(), 'out')
    writeFileSync(`${path}.lock`, JSON.stringify({ host: 'elsewhere', process: 1 }))
    expect(() => claim(path)).toThrow('process 1 of elsewhere')
  })
})

describe('a file that is written whole', () => {
  it('leaves what was there when its making fails', () => {
    const path = join(folder(), 'out')
    writeFileSync(path, 'before')
    const failing = function* () {
      yield 'half'
      throw new Error('on the way')
    }
    expect(() => {
      writeWhole(path, failing())
    }).toThrow('on the way')
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(existsSync(`${path}.part`)).toBe(false)
  })

  it('is written where a link leads, and the link stays', () => {
    const where = folder()
    symlinkSync('real', join(where, 'link'))
    writeWhole(join(where, 'link'), ['text'])
    expect(readFileSync(join(where, 'real'), 'utf8')).toBe('text')
    expect(lstatSync(join(where, 'link')).isSymbolicLink()).toBe(true)
  })

  it('takes a pipe and a device for what they are', () => {
    const pipe = join(folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(targetOf(pipe).kind).toBe('stream')
    expect(targetOf('/dev/null').kind).toBe('stream')
    writeWhole('/dev/null', ['gone'])
  })

  it('a folder is refused, before anything is computed for it', () => {
    expect(() => {
      writeWhole(folder(), ['text'])
    }).toThrow('a folder')
    expect(() => outputAt(folder())).toThrow('a folder')
  })
})
