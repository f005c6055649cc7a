import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entry } from './petaplan.ts'
import { warm } from './warm.ts'

const [, listed = ''] = (await warm('--help')).out.split('Commands:\n')
const names = [...listed.matchAll(/^ {2}(\w+)/gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'help')

describe('a command by itself', () => {
  it.each(names)('%s has the help that it has among all', async (name) => {
    const alone = await warm(name, '--help')
    expect(alone.out).toMatch(new RegExp(`^Usage: petaplan ${name} `))
    expect(alone).toMatchObject({ code: 0, err: '', out: (await warm('help', name)).out })
  })

  it.each([
    [['schedul'], "error: unknown command 'schedul'\n(Did you mean schedule?)\n"],
    [['toString'], "error: unknown command 'toString'\n"],
    [['schedule', '--nods', '3'], "error: unknown option '--nods'\n(Did you mean --nodes?)\n"],
    [['schedule', '--versio'], "error: unknown option '--versio'\n(Did you mean --version?)\n"],
  ])('%j is likened to what there is', async (args, err) => {
    expect(await warm(...args)).toMatchObject({ code: 2, out: '', err })
  })

  it('annex has the options of estimate, but for its promises and what its heat is worth', async () => {
    const optionsOf = async (name: string) =>
      [...(await warm(name, '--help')).out.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, option = '']) => option)
    const [ofRun, ofAnnex] = [await optionsOf('estimate'), await optionsOf('annex')]
    const others = ['heat-reuse', 'heat-displaces', 'deadline', 'budget', 'explain']
    expect(ofRun.filter((option) => !ofAnnex.includes(option)).sort()).toEqual([...others].sort())
    const run =
      '--model llama-3-8b --tokens 1T --system alps --gpus 512 --failure-rate 5 --samples 400 --seed 2'
    const filled = await warm('annex', '--form', 'cscs', ...run.split(' '), '--json')
    expect(filled).toMatchObject({ code: 0, err: '' })
    expect(filled.out).toContain('"request"')
  })

  it.each([
    [['--version'], { catalogue: false, scheduler: false, evidence: false }],
    // A machine from slurm.conf names accelerators, which are known without the catalogue's systems.
    [['schedule', '--help'], { catalogue: false, scheduler: true, evidence: false }],
    [['merge', '--help'], { catalogue: false, scheduler: false, evidence: false }],
    [['estimate', '--help'], { catalogue: true, scheduler: false, evidence: false }],
    [['evidence', '--help'], { catalogue: true, scheduler: false, evidence: true }],
    [['--help'], { catalogue: true, scheduler: true, evidence: true }],
  ])('%j reads the parts of the simulation that it needs, and no other', (args, parts) => {
    const code = codeRead(args)
    expect({
      catalogue: code.includes('// sim/catalogue/systems.ts'),
      scheduler: code.includes('// sim/queue/engine/engine.ts'),
      evidence: code.includes('// sim/questions/evidence/work.ts'),
    }).toEqual(parts)
  })
})

/** The text of all bundles that a process loads, as the engine tells it. */
function codeRead(args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'petaplan-read-'))
  spawnSync(process.execPath, [entry, ...args], { env: { ...process.env, NODE_V8_COVERAGE: folder } })
  const built = fileURLToPath(new URL('../../dist/', import.meta.url))
  const told = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const urls = told.flatMap((text) => [...text.matchAll(/"url":"(file:[^"]*)"/g)].map(([, url = '']) => url))
  const files = urls.map((url) => fileURLToPath(url)).filter((file) => file.startsWith(built))
  return files.map((file) => readFileSync(file, 'utf8')).join('\n')
}

describe('a file that is written', () => {
  const log = 'id,submit,nodes,requested_s,actual_s\na,0,1,60,60\n'
  it.each([
    ['by its name', (path: string) => ['--out', path]],
    ['with an equals sign', (path: string) => [`--out=${path}`]],
    ['by another way', (path: string) => ['--out', join(path, '..', 'linked.csv')]],
  ])('is none that is read: %s', async (_, out) => {
    const folder = mkdtempSync(join(tmpdir(), 'petaplan-'))
    const path = join(folder, 'log.csv')
    writeFileSync(path, log)
    symlinkSync(path, join(folder, 'linked.csv'))
    const ran = await warm('schedule', path, '--nodes', '4', ...out(path))
    expect(ran).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('is a file that is read as well'),
    })
    expect(readFileSync(path, 'utf8')).toBe(log)
    const other = join(folder, 'jobs.csv')
    for (const _again of [1, 2])
      expect(await warm('schedule', path, '--nodes', '4', '--out', other)).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(other, 'utf8')).toContain('a,0,0,60,1,completed')
  })
})

it('the run in a table of dates is told by its dates, not in hours since 1970', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'petaplan-'))
  const [path, options] = [join(folder, 'log.csv'), join(folder, 'options.json')]
  writeFileSync(path, 'id,submit,nodes,requested_s,actual_s\na,2026-03-04T08:00:00,4,3600,3600\n')
  const run = { nodes: 4, work: '2h', limit: '2h', submit: '2026-03-04T08:10:00', shake: 0 }
  writeFileSync(options, JSON.stringify({ run }))
  const { code, out } = await warm('schedule', path, '--nodes', '4', '--options', options)
  expect(code).toBe(0)
  expect(out).toMatch(/first start +(2026-03-04T09:00:00 *){3}\n/)
  expect(out).toMatch(/last end +(2026-03-04T11:00:00 *){3}\n/)
})
