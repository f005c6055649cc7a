/**
 * A fingerprint of a schedule: MurmurHash3 (x86, 32 bits; Appleby 2011) with seeds 0 and 1 over the start and end of
 * every job in the order of the list, each as a little-endian signed 64-bit integer of seconds and -1 where there is
 * none; sixteen hexadecimal digits. Two results with one fingerprint have the same schedule.
 */
export function scheduleHash(startS: Float64Array, endS: Float64Array): string {
  return murmur(startS, endS, 0) + murmur(startS, endS, 1)
}

function murmur(startS: Float64Array, endS: Float64Array, seed: number): string {
  let hash = seed
  for (let job = 0; job < startS.length; job += 1) {
    const start = startS[job] ?? 0
    const end = endS[job] ?? 0
    hash = mix(hash, start | 0)
    hash = mix(hash, Math.floor(start / 2 ** 32))
    hash = mix(hash, end | 0)
    hash = mix(hash, Math.floor(end / 2 ** 32))
  }
  hash ^= startS.length * 16
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}

function mix(hash: number, word: number): number {
  let scrambled = Math.imul(word, 0xcc9e2d51)
  scrambled = Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593)
  const mixed = hash ^ scrambled
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}
