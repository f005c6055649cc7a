import { median } from '../../../base/math.ts'
import type { Accelerator, Citation, System } from '../../../catalogue/types.ts'
import type { Published } from '../../../evidence/published.ts'
import { usually, workedOut, type Assumed } from './assumed.ts'
import type { Scenario } from '../input.ts'

/**
 * Training draws less than HPL on most machines and never much more: the lower end is the 560 W that the Apertus
 * report assumed for a module against 685 W per module in the HPL run of the same machine; the upper end is a judgement.
 */
const trainingOverHpl = { low: 560 / 685, high: 1.05 }

/** Accelerators waiting for a checkpoint fall to about 15 % of their power limit. */
const waitingFraction = 0.15

type Anchor = { readonly watts: number; readonly because: string }

/** Power of one accelerator with its share of node and network, computing and waiting, and the facility's overhead. */
export function power({ system, accelerator, published: { machines } }: Scenario): readonly Assumed[] {
  const anchor = hplAnchor(system, accelerator, machines)
  const listed = machines.find((one) => one.system.id === system.id)
  return [computing(anchor), waiting(system, anchor, listed?.system.citations['idleW']), pue(system)]
}

function computing(anchor: Anchor): Assumed {
  return workedOut('computingW', {
    value: anchor.watts,
    range: [anchor.watts * trainingOverHpl.low, anchor.watts * trainingOverHpl.high],
    because: anchor.because,
  })
}

function waiting({ idleW, status }: System, anchor: Anchor, idle: Citation | undefined): Assumed {
  const value = idleW ?? anchor.watts * waitingFraction
  if (idleW === null)
    return workedOut('waitingW', { value, range: null, because: '15 % of the computing power' })
  const isOwn = status === 'user'
  return workedOut('waitingW', {
    value,
    range: null,
    basis: isOwn ? 'given' : 'sourced',
    citations: isOwn || idle === undefined ? [] : [idle],
    because: isOwn
      ? 'idle power of your system file'
      : 'idle power of this system, as its catalogue entry cites it',
  })
}

/** What one accelerator drew in HPL: on this system, else on its peers, else by its power limit. */
function hplAnchor(system: System, accelerator: Accelerator, machines: Published['machines']): Anchor {
  const own = hplW(system)
  if (own !== null) {
    return { watts: own, because: `HPL power of ${system.name} ÷ its accelerators in that run` }
  }
  const peers = machines.flatMap(({ system: peer }) => {
    const watts = hplW(peer)
    return watts === null || peer.acceleratorId !== accelerator.id ? [] : [watts]
  })
  if (peers.length > 0) {
    const because = `median HPL power per accelerator of ${String(peers.length)} systems with ${accelerator.name}`
    return { watts: median(peers), because }
  }
  return byLimit(accelerator, machines)
}

/** HPL watts per accelerator; null where the list gives no power. */
function hplW({ hplPowerW, hplAccelerators }: System): number | null {
  return hplPowerW === null || hplAccelerators === null ? null : hplPowerW / hplAccelerators
}

/** The median over the catalogue of HPL watts ÷ the part's power limit, applied to this part's limit. */
function byLimit(accelerator: Accelerator, machines: Published['machines']): Anchor {
  const ratios = machines.flatMap(({ system, limitW }) => {
    const watts = hplW(system)
    return watts === null || limitW === null ? [] : [watts / limitW]
  })
  const ratio = median(ratios)
  const limitW = accelerator.tdpW ?? median(machines.flatMap((one) => one.limitW ?? []))
  const part =
    accelerator.tdpW === null
      ? 'the median power limit of the catalogue, as none is published'
      : 'its power limit'
  return {
    watts: limitW * ratio,
    because: `${part} × ${ratio.toFixed(2)}, the median of HPL power ÷ limit over the catalogue's systems`,
  }
}

function pue({ name, pueRatio, status }: System): Assumed {
  const usual = usually('pueRatio')
  return pueRatio === null
    ? {
        ...usual,
        because: `no PUE of ${name} is published; the range spans a liquid-cooled laboratory to a large cloud`,
      }
    : {
        ...usual,
        value: pueRatio,
        range: null,
        basis: status === 'user' ? 'given' : 'sourced',
        citations: [],
        because: `as published for ${name}, or given in the system file`,
      }
}
