import { describe, expect, it } from 'vitest'
import { createCache, keyOf } from '../../server/pool/cache.ts'
import { coresWithin } from '../../server/pool/cores.ts'
import { isHeavy } from '../../server/pool/pool.ts'
import { Busy, createLine, type Line, type Turn } from '../../server/pool/line.ts'

const never = new AbortController().signal

function entering(line: Line, client: string, isHeavy = false, signal = never) {
  const places: number[] = []
  const turn = line.enter({ client, isHeavy, signal, onPlace: (place) => places.push(place) })
  return { turn, places }
}

/** Who gets a thread, one after the other, when each leaves at once. */
async function order(line: Line, clients: readonly string[]): Promise<readonly string[]> {
  const seen: string[] = []
  const turns = clients.map(async (client) => {
    const turn = await entering(line, client).turn
    seen.push(client)
    await Promise.resolve()
    turn.leave()
  })
  await Promise.all(turns)
  return seen
}

const options = { threads: 1, mostWaiting: 8, mostWaitingOfClient: 6 }

describe('the line before the threads', () => {
  it('lets a second client in after one question of a greedy one', async () => {
    expect(await order(createLine(options), ['a', 'a', 'a', 'a', 'b'])).toEqual(['a', 'b', 'a', 'a', 'a'])
  })

  it('takes turns between two who both ask much', async () => {
    expect(await order(createLine(options), ['a', 'a', 'a', 'b', 'b', 'b'])).toEqual([
      'a',
      'b',
      'a',
      'b',
      'a',
      'b',
    ])
  })

  it('leaves one thread to light questions, and none idle', async () => {
    const line = createLine({ ...options, threads: 2 })
    const first = await entering(line, 'a', true).turn
    const second = entering(line, 'a', true)
    expect(second.places).toEqual([0])
    const light = await entering(line, 'a').turn
    first.leave()
    light.leave()
    ;(await second.turn).leave()
    expect(line.waiting()).toBe(0)
  })

  it('refuses with the number of those who wait, of all and of one client', async () => {
    const line = createLine({ threads: 1, mostWaiting: 3, mostWaitingOfClient: 2 })
    const turn: Turn = await entering(line, 'a').turn
    const waiting = [entering(line, 'a'), entering(line, 'a')]
    await expect(entering(line, 'a').turn).rejects.toMatchObject({ waiting: 2, areOwn: true })
    waiting.push(entering(line, 'b'))
    await expect(entering(line, 'c').turn).rejects.toBeInstanceOf(Busy)
    turn.leave()
    await Promise.all(waiting.map(async (one) => (await one.turn).leave()))
  })

  it('forgets who stops waiting, and a turn is left once', async () => {
    const line = createLine(options)
    const turn = await entering(line, 'a').turn
    const controller = new AbortController()
    const gone = entering(line, 'b', false, controller.signal)
    controller.abort()
    await expect(gone.turn).rejects.toThrow('nobody waits')
    turn.leave()
    turn.leave()
    const next = await entering(line, 'c').turn
    expect(entering(line, 'd').places).toEqual([0])
    next.leave()
  })
})

describe('a question that may take seconds', () => {
  const heavy = (name: string, body: string) => isHeavy({ name, body: [Buffer.from(body)] })

  it.each(['sweep', 'sweep.csv', 'sweep.json'])('is any %s', (name) => {
    expect(heavy(name, '{}')).toBe(true)
  })

  it.each(['schedule', 'schedule.csv', 'schedule.json'])(
    'is a %s of much, or of what is invented',
    (name) => {
      expect(heavy(name, '{"nodes":1,"jobs":[]}')).toBe(false)
      for (const word of ['synthetic', 'run', 'against', 'waiting', 'failures'])
        expect(heavy(name, JSON.stringify({ [word]: {} }))).toBe(true)
      expect(heavy(name, '{"\\u0073ynthetic":{"kind":"all"}}')).toBe(true)
      expect(heavy(name, ' '.repeat(70_000))).toBe(true)
      expect(isHeavy({ name, body: [Buffer.from('{'), Buffer.from('}')] })).toBe(true)
    },
  )

  it.each(['estimate', 'estimate.csv', 'evidence.csv', 'layouts', 'sbatch'])('is no %s', (name) => {
    expect(heavy(name, '{"run":1}')).toBe(false)
  })
})

describe('the answers that are kept', () => {
  const bytes = (length: number) => new Uint8Array(length)

  it('are dropped from the one longest unused on, and never exceed their bytes', () => {
    const cache = createCache(80)
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) cache.put(key, bytes(10))
    expect(cache.get('a')).toBeDefined()
    cache.put('i', bytes(10))
    expect(cache.get('b')).toBeUndefined()
    expect(cache.get('a')).toBeDefined()
  })

  it('are not those that would fill an eighth by themselves', () => {
    const cache = createCache(80)
    cache.put('a', bytes(11))
    expect(cache.get('a')).toBeUndefined()
  })

  it('have a key of the question and its bytes', () => {
    expect(keyOf('estimate', [bytes(1)])).not.toBe(keyOf('layouts', [bytes(1)]))
    expect(keyOf('estimate', [bytes(1)])).toBe(keyOf('estimate', [bytes(1)]))
    expect(keyOf('estimate', [bytes(1), bytes(1)])).toBeNull()
  })
})

describe('the threads', () => {
  it.each([
    ['', 64],
    ['max 100000\n', 64],
    ['200000 100000\n', 2],
    ['150000 100000\n', 2],
    ['20000 100000\n', 1],
    ['9900000 100000\n', 64],
  ])('of 64 cores are those that a container has by %j: %i', (quota, cores) => {
    expect(coresWithin(64, quota)).toBe(cores)
  })
})
