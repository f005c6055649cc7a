import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zoneNamed } from '../../../../sim/base/dates.ts'
import { durationS, instantIn, instantS, secondsIn } from '../../../../sim/queue/import/clock.ts'
import { readMemoryMb, readTres, readTresCount } from '../../../../sim/queue/import/slurm/tres.ts'
import { decimalOf, numberIn } from '../../../../sim/queue/import/table/number.ts'
import { accumulate, integral, total } from '../../../../sim/queue/series.ts'

const bytesOf = (text: string) => new TextEncoder().encode(`,${text},`)
const inBytes = (text: string) => numberIn(bytesOf(text), 1, 1 + text.length)

describe('a number in a table', () => {
  it('is what the language reads, whole or not, whatever its length', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        (value) => {
          // Exponents below 1e-6 and above 1e21 are written with one.
          expect(inBytes(String(value))).toBe(Number(String(value)))
        },
      ),
    )
  })

  it.each(['-7', '007', '+3', '.5', '5.', ' 12 ', '1e3', '123456789012345678'])('%j is one', (text) => {
    expect(inBytes(text)).toBe(Number(text))
  })

  it.each(['', '-', '0x1F', 'Infinity', 'NaN', '1,5', '12 h', '1_000', '--3', '1e', '.'])(
    '%j is none',
    (text) => {
      expect(inBytes(text)).toBeNaN()
      expect(decimalOf(text)).toBeNaN()
    },
  )
})

describe('a duration', () => {
  it.each([
    ['1-02:03:04', 93_784],
    ['02:03:04', 7384],
    ['2:03', 123],
    ['3-12', 302_400],
    ['3-12:30', 304_200],
    ['100:00:00', 360_000],
    ['00:00:10.250', 10],
  ])('%s is %i s, as sacct and sbatch write it', (text, seconds) => {
    expect(durationS(text)).toBe(seconds)
  })

  it.each(['', '7', '1:2:3', 'UNLIMITED', '-02:00:00', '1-', '01:02:03:04', '1h'])('%j is none', (text) => {
    expect(durationS(text)).toBeNaN()
  })

  it('comes back from what it was written as', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e8 }), (s) => {
        const clock = new Date((s % 86_400) * 1000).toISOString().slice(11, 19)
        expect(durationS(`${String(Math.floor(s / 86_400))}-${clock}`)).toBe(s)
        expect(secondsIn(String(s))).toBe(s)
      }),
    )
  })
})

const zones = [
  'Europe/Zurich',
  'America/New_York',
  'Asia/Seoul',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'UTC',
]

describe('an instant', () => {
  it.each([
    ['2026-03-01T12:34:56', 1_772_368_496],
    ['2026-03-01 12:34', 1_772_368_440],
    ['2026-03-01T12:34:56Z', 1_772_368_496],
    ['2026-03-01T12:34:56+01:00', 1_772_364_896],
    ['1772368496', 1_772_368_496],
    ['1772368496.9', 1_772_368_496],
  ])('%s is second %i of 1970, as date -u has it', (text, seconds) => {
    expect(instantS(text)).toBe(seconds)
  })

  it.each(zones)('of the clocks of %s is the second at which they showed it', (name) => {
    const zone = zoneNamed(name)
    if (zone === null) throw new Error(name)
    const shown = new Intl.DateTimeFormat('sv', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
    const read = instantIn(zone)
    const show = (s: number) => shown.format(new Date(s * 1000)).replace(' ', 'T')
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 1_900_000_000 }), (s) => {
        // An hour that clocks show twice has two seconds: either is one at which they showed it.
        expect(show(read(show(s)))).toBe(show(s))
        expect(Math.abs(read(show(s)) - s)).toBeLessThanOrEqual(3600)
      }),
      { numRuns: 60 },
    )
    expect(read('1772368496')).toBe(1_772_368_496)
    expect(read('2026-03-01T12:34:56Z')).toBe(1_772_368_496)
  })
})

describe('what Slurm counts', () => {
  it.each([
    ['120G', 122_880],
    ['9000M', 9000],
    ['1.50T', 1_572_864],
    ['4Gn', 4096],
    ['2000Mc', 2000],
    ['512K', 0.5],
    ['64', 64],
    ['1P', 1024 ** 3],
    ['lots', 0],
  ])('memory of %s is %d MB', (text, mb) => {
    expect(readMemoryMb(text)).toBe(mb)
  })

  it.each([
    ['128', 128, 1024],
    ['4K', 4096, 1024],
    ['1.5K', 1536, 1024],
    ['1.5K', 1500, 1000],
    ['2M', 2 * 1024 ** 2, 1024],
    ['many', 0, 1024],
  ])('%s is %i by %i', (text, count, per) => {
    expect(readTresCount(text, per)).toBe(count)
  })

  it('of a job is read by its names, GPUs of a kind among the GPUs in all', () => {
    expect(
      readTres('billing=16,cpu=16,gres/gpu:a100=4,gres/gpu=4,mem=120G,node=2,energy=1.5K'),
    ).toMatchObject({ cores: 16, gpus: 4, gpuType: 'a100', memoryMb: 122_880, nodes: 2, energyJ: 1536 })
    expect(readTres('gres/gpu:a100=4,gres/gpu:v100=2')).toMatchObject({ gpus: 6, gpuType: '' })
    // NO_VAL64 and NO_VAL stand where a counter has no value.
    for (const energy of ['18446744073709551614', '4294967294', '-2'])
      expect(readTres(`cpu=1,energy=${energy}`).energyJ).toBeNaN()
  })
})

describe('amounts over time', () => {
  const span = fc.record({
    from: fc.integer({ min: 0, max: 60 }),
    lasts: fc.integer({ min: 0, max: 30 }),
    amount: fc.integer({ min: 0, max: 5 }),
  })

  it('are at each second the sum of those who hold some then, and over a stretch the sum of its seconds', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.integer({ min: 0, max: 90 }), (spans, untilS) => {
        const series = total({
          from: Float64Array.from(spans, ({ from }) => from),
          until: Float64Array.from(spans, ({ from, lasts }) => from + lasts),
          amount: (i) => spans[i]?.amount ?? 0,
        })
        const held = (s: number) =>
          spans.reduce(
            (sum, { from, lasts, amount }) => sum + (from <= s && s < from + lasts ? amount : 0),
            0,
          )
        const seconds = Array.from({ length: untilS }, (_, s) => held(s))
        expect(integral(series, 0, untilS)).toBe(seconds.reduce((sum, one) => sum + one, 0))
        for (const [s, value] of seconds.entries()) expect(integral(series, s, s + 1)).toBe(value)
      }),
    )
  })

  it('tell each change once, in order', () => {
    const series = accumulate(Float64Array.of(5, 1, 5, 3), Float64Array.of(2, 1, -2, 4))
    expect([...series.timesS]).toEqual([1, 3])
    expect([...series.values]).toEqual([1, 5])
  })
})
