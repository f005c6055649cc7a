/** A source of numbers uniform in [0, 1), each of 53 bits; the next call gives the next number. */
export type Random = () => number

const WORD = 2 ** 32
const HIGH_BITS = 2 ** 26
const UNIT = 2 ** -53
const WARM_UP_DRAWS = 12

/**
 * Seeded random numbers for one named purpose. Streams of other names, or of other seeds, are unrelated, so that a
 * new draw in one place changes nothing in another. The same seed and name give the same numbers on every engine:
 * only whole-number arithmetic of 32 bits is used.
 *
 * @param seed  a whole number, up to 2^53 in size
 *
 * Source: sfc32 of Doty-Humphrey's PractRand (passes its tests and TestU01's BigCrush; period at least 2^32 draws,
 * 2^127 on average), seeded by the finaliser of MurmurHash3. What is drawn through log, exp or pow may differ by one
 * unit in the last place between engines: round it before it decides an order.
 */
export function stream(seed: number, name: string): Random {
  const low = seed >>> 0
  const high = Math.floor(seed / WORD) >>> 0
  let a = scramble(low ^ 0x9e3779b9)
  let b = scramble(high ^ a)
  let c = hashOf(name, b)
  let counter = 1

  function word(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum
  }

  for (let draw = 0; draw < WARM_UP_DRAWS; draw += 1) word()
  return () => ((word() >>> 5) * HIGH_BITS + (word() >>> 6)) * UNIT
}

/** Finaliser of MurmurHash3 (Appleby, public domain): every bit of the input moves every bit of the output. */
function scramble(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return second ^ (second >>> 16)
}

/** 32 bits of a text; other starts give unrelated ones. */
export function hashOf(name: string, start: number): number {
  let hash = start
  for (let i = 0; i < name.length; i += 1) hash = scramble(hash ^ name.charCodeAt(i)) + i
  return scramble(hash ^ name.length)
}
