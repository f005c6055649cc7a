import { trainerLacks, type Framework } from '../../estimate/layout/trainer-rules.ts'
import { modelReasons } from './abilities.ts'
import { isSwiss } from './megatron/dialect.ts'
import { megatronReasons } from './megatron/reasons.ts'
import { nanotronReasons } from './nanotron/reasons.ts'
import { readyFlavour } from './torchtitan/ready-flavour.ts'
import type { TrainerRun } from './trainer-run.ts'

/** Vendors whose accelerators the trainers run on, by CUDA or ROCm. */
const vendors: readonly string[] = ['NVIDIA', 'AMD']

type Unplanned = Omit<TrainerRun, 'layout' | 'expertTensor'>

/** Why a trainer cannot do a run whatever its layout; empty when it can. */
export function reasonsAgainst(framework: Framework, run: Unplanned): readonly string[] {
  if (!vendors.includes(run.chip.vendor)) return [`it does not run on accelerators of ${run.chip.vendor}`]
  return [...modelReasons(framework, run.model), ...ownReasons(framework, run)]
}

/** What no table of traits holds: figures that a trainer has written into it. */
function ownReasons(framework: Framework, run: Unplanned): readonly string[] {
  switch (framework) {
    case 'megatron':
      return megatronReasons(run)
    case 'megatron-bridge':
    case 'torchtitan':
      return []
    case 'torchtitan-main':
      return readyFlavour(run) === null
        ? ['none of its flavours has these shapes, and those of your own are in TorchTitan 0.2']
        : []
    case 'nanotron':
      return nanotronReasons(run)
  }
}

/** What of a trainer's rules the layout of a run breaks, in sentences. */
export function layoutLacks(framework: Framework, run: TrainerRun): readonly string[] {
  return trainerLacks(framework, { ...run, isFork: isSwiss(run) })
}
