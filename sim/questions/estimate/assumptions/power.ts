import { median } from '../../../base/math.ts'
import type { Accelerator, Citation, System } from '../../../catalogue/types.ts'
import type { Published } from '../../../evidence/published.ts'
import { usually, type Assumed } from './assumed.ts'
import type { Scenario } from '../input.ts'

/**
 * Training draws less than HPL on most machines and never much more: the lower end is the 560 W that the Apertus
 * report assumed for a module against 685 W per module in the HPL run of the same machine; the upper end is a judgement.
 */
const trainingOverHpl = { low: 560 / 685, high: 1.05 }

/** Accelerators waiting for a checkpoint fall to about 15 % of their power limit. */
const waitingFraction = 0.15

type Anchor = { readonly watts: number; readonly because: string; readonly citations: readonly Citation[] }

/** Power of one accelerator with its share of node and network, computing and waiting, and the facility's overhead. */
export function power({ system, accelerator, published: { machines } }: Scenario): readonly Assumed[] {
  const anchor = hplAnchor(system, accelerator, machines)
  const listed = machines.find((one) => one.system.id === system.id)
  return [computing(anchor), waiting(system, anchor, listed?.system.citations['idleW']), pue(system)]
}

function computing(anchor: Anchor): Assumed {
  return {
    id: 'computingW',
    name: 'Power per accelerator while computing, with its share of node and network',
    value: anchor.watts,
    range: [anchor.watts * trainingOverHpl.low, anchor.watts * trainingOverHpl.high],
    unit: 'W/GPU',
    basis: 'derived',
    citations: [...anchor.citations, ['apertus-report', '560 W a module assumed for training']],
    because: anchor.because,
  }
}

function waiting({ idleW, status }: System, anchor: Anchor, idle: Citation | undefined): Assumed {
  const waitingW = {
    id: 'waitingW',
    name: 'Power per accelerator in checkpoints and restarts',
    value: idleW ?? anchor.watts * waitingFraction,
    range: null,
    unit: 'W/GPU',
  }
  if (idleW === null) {
    return {
      ...waitingW,
      basis: 'derived',
      citations: [['olmo-environment', 'about 15 % of the limit during checkpoint writes']],
      because: '15 % of the computing power',
    }
  }
  return status === 'user'
    ? { ...waitingW, basis: 'given', citations: [], because: 'idle power of your system file' }
    : {
        ...waitingW,
        basis: 'sourced',
        citations: idle === undefined ? [] : [idle],
        because: 'idle power of this system, as its catalogue entry cites it',
      }
}

/** What one accelerator drew in HPL: on this system, else on its peers, else by its power limit. */
function hplAnchor(system: System, accelerator: Accelerator, machines: Published['machines']): Anchor {
  const own = hplW(system)
  if (own !== null) {
    return {
      watts: own,
      because: `HPL power of ${system.name} ÷ its accelerators in that run`,
      citations: [],
    }
  }
  const peers = machines.flatMap(({ system: peer }) => {
    const watts = hplW(peer)
    return watts === null || peer.acceleratorId !== accelerator.id ? [] : [watts]
  })
  if (peers.length > 0) {
    const because = `median HPL power per accelerator of ${String(peers.length)} systems with ${accelerator.name}`
    return { watts: median(peers), because, citations: [] }
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
    citations: [],
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
