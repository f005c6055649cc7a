import { pause } from '../../worker/pause.ts'

/** A replay of so many jobs is over before anybody waits for the one behind it. */
const mostJobs = 50_000
let rounds = 10

/**
 * Does a replay a few times more while nobody asks, once in a worker's life: until its code is compiled, a step of a slider
 * waits for twice as long.
 */
export async function warm(jobs: number, replay: () => void): Promise<void> {
  while (rounds > 0 && jobs <= mostJobs) {
    rounds -= 1
    await pause()
    replay()
  }
}
