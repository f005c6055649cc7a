/**
 * A fingerprint of a schedule: MurmurHash3 (x86, 32 bits; Appleby 2011) with seeds 0 and 1 over the start and end of
 * every job in the order of the list, each as a little-endian signed 64-bit integer of seconds and -1 where there is
 * none; sixteen hexadecimal digits. Two results with one fingerprint have the same schedule.
 */
export function scheduleHash(startS: Float64Array, endS: Float64Array): string {
  let [zero, one] = [0, 1]
  for (let i = 0; i < 2 * startS.length; i += 1) {
    const s = ((i & 1) === 0 ? startS : endS)[i >> 1] ?? 0
    const low = scrambled(s | 0)
    // Of a whole number of less than 2^31 in size the upper word is its sign.
    const high = scrambled((s | 0) === s ? s >> 31 : Math.floor(s / 2 ** 32))
    zero = mixed(mixed(zero, low), high)
    one = mixed(mixed(one, low), high)
  }
  return digits(zero, startS.length) + digits(one, startS.length)
}

function digits(state: number, jobs: number): string {
  let hash = state ^ (jobs * 16)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}

function scrambled(word: number): number {
  const first = Math.imul(word, 0xcc9e2d51)
  return Math.imul((first << 15) | (first >>> 17), 0x1b873593)
}

function mixed(hash: number, word: number): number {
  const sum = hash ^ word
  return (Math.imul((sum << 13) | (sum >>> 19), 5) + 0xe6546b64) | 0
}
