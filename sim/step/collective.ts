import type { Constants } from './fitted/calibration.ts'
import type { Hardware } from './hardware.ts'

/**
 * Effective bandwidth of a ring over `ranks` members, `inside` of them in one domain: one direction, of one accelerator.
 * Inside a domain it is the scale-up links' (a pair of neighbours on point-to-point links has one of them). Across
 * domains each member inside brings its own port to the ring, together never more than the links inside.
 *
 * Source: a ring is as fast as its slowest link (Thakur, Rabenseifner and Gropp 2005); ours that the ports of one
 * domain add up, as rings on parallel rails do.
 */
export function ringBytesPerS(ranks: number, inside: number, { hardware: h, constants: c }: Fabric): number {
  const up = scaleUpOf(h, Math.min(ranks, inside)) * c.scaleUpEfficiency
  if (ranks <= inside) return up
  const out = h.scaleOutBytesPerS * Math.max(1, inside) * c.scaleOutEfficiency
  return inside > 1 ? Math.min(up, out) : out
}

export type Fabric = { readonly hardware: Hardware; readonly constants: Constants }

function scaleUpOf(h: Hardware, members: number): number {
  if (h.pairBytesPerS === null) return h.scaleUpBytesPerS
  return Math.min(h.scaleUpBytesPerS, h.pairBytesPerS * Math.max(1, members - 1))
}

/**
 * Time of a ring all-gather or reduce-scatter of m bytes, gathered, over n ranks: t = (n − 1)·(α + m/(n·β)); an
 * all-reduce takes two of them.
 *
 * Source: the α–β form of Thakur, Rabenseifner and Gropp 2005 (IJHPCA 19(1)). Each of its n − 1 steps costs the latency
 * of the edge it passes: across the network once for each domain that the ring visits, inside for every other member.
 * Leaves out the additions themselves.
 */
export function ringS(bytes: number, [ranks, inside]: readonly [number, number], fabric: Fabric): number {
  if (ranks <= 1 || bytes <= 0) return 0
  const { constants: c } = fabric
  const within = Math.min(ranks, Math.max(1, inside))
  const hops = Math.ceil(ranks / within)
  const latency = (ranks - hops) * c.scaleUpLatencyS + (hops - 1) * c.scaleOutLatencyS
  return latency + ((ranks - 1) / ranks) * (bytes / ringBytesPerS(ranks, inside, fabric))
}

/**
 * Time of an all-to-all that takes each token to its experts: what stays inside the domain takes the scale-up links,
 * the rest the rank's own port, side by side. Plainly sent, a token crosses for each of its k experts elsewhere; sent
 * once to a domain and inside it once to a rank, however many of its experts are there, it crosses to those that it
 * reaches: of D domains D·(1 − (1 − 1/D)^k), and of ranks alike; of routing within groups only those count in which
 * the groups of a token lie, a share `reach` of all. `bytes` are the vectors of all tokens once; `once` is the share of
 * runs that send once.
 *
 * Ours: balls into bins for what is reached. That a token crosses once and is copied on inside is how
 * DeepSeek-V3 sends it (arXiv 2412.19437, sections 2.1.2 and 3.2.2).
 */
export function allToAllS(
  [bytes, experts, once, reach]: readonly [number, number, number, number],
  [ranks, inside]: readonly [number, number],
  fabric: Fabric,
): number {
  if (ranks <= 1 || bytes <= 0) return 0
  const { hardware: h, constants: c } = fabric
  const within = Math.min(ranks, Math.max(1, inside))
  const copies = (places: number) =>
    once * reached(Math.max(1, places * reach), experts) + (1 - once) * experts
  const passed = (bytes * copies(ranks) * (within - 1)) / within
  const insideS = passed / (scaleUpOf(h, within) * c.scaleUpEfficiency)
  if (ranks <= within) return c.scaleUpLatencyS * (within - 1) + insideS
  const domains = ranks / within
  const outside = (copies(domains) * (domains - 1)) / domains
  const outsideS = (bytes * outside) / (h.scaleOutBytesPerS * c.scaleOutEfficiency)
  return c.scaleOutLatencyS * Math.ceil(domains) + Math.max(insideS, outsideS)
}

/** Places of so many that k experts, each anywhere, lie in on average. */
function reached(places: number, experts: number): number {
  return places * (1 - (1 - 1 / places) ** experts)
}

/** Time to hand `bytes` to the next pipeline stage. Source: the α–β form of one message, as in `ringS`. */
export function sendS(bytes: number, crosses: number, { hardware: h, constants: c }: Fabric): number {
  return crosses > 0
    ? c.scaleOutLatencyS + bytes / (h.scaleOutBytesPerS * c.scaleOutEfficiency)
    : c.scaleUpLatencyS + bytes / (scaleUpOf(h, 2) * c.scaleUpEfficiency)
}
