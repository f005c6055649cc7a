import { spend } from '../../base/outcome.ts'
import type { AccountPlan, Ledger } from '../accounts/ledger.ts'
import { type CapacityChange, type Extra, type Machine } from '../engine/machine.ts'
import type { Policy } from '../policies/policy.ts'

/** Budgets that hold jobs back. */
export type EnforcedBudgets = {
  readonly plan: AccountPlan
  /** Accounts to go on from, where a replay goes on from another; null to begin anew. */
  readonly before: Ledger | null
  /** The first so many jobs run already and are authorised. */
  readonly authorised: number
}

/** Of a look at a job of a project, whether what is left covers it: what a replay of scarce budgets takes most of. */
const lookUs = 0.15

/** One project: its jobs in the queue, those held back, and bounds on what they ask for. */
type Side = {
  readonly queued: Set<number>
  held: number[]
  /** No job in the queue asks for more. */
  mostQueuedGpuS: number
  /** No job held back asks for less. */
  leastHeldGpuS: number
}

/**
 * Budgets by project: a job joins the queue only while what is left of its project's budget covers all that its start
 * would authorise, nodes × limit × GPUs of a node, and leaves it again when another start of the project takes that
 * away. A job held back blocks nobody: it is never the head and is promised nothing. It takes its place in the order
 * again as soon as an end gives back enough or a new period brings a deposit. Nothing that runs is ever stopped.
 *
 * This is how Slurm enforces `GrpTRESMins` with `AccountingStorageEnforce=safe` (slurm.conf; the job pends with the
 * reason AssocGrpGRESMinutes), where a limit is not decayed but set again each period.
 */
export class BudgetHolds implements Extra {
  readonly ledger: Ledger
  /** Every job that was ever held back. */
  readonly heldOnce = new Set<number>()
  private readonly machine: Machine
  private readonly policy: Policy
  private readonly projectOf: Int32Array
  private readonly authorised: number
  private readonly sides = new Map<number, Side>()
  private readonly changesS: Float64Array
  private passed = 0
  private heldJobs = 0

  constructor(
    machine: Machine,
    policy: Policy,
    { ledger, projectOf, authorised }: { ledger: Ledger; projectOf: Int32Array; authorised: number },
  ) {
    this.machine = machine
    this.policy = policy
    this.ledger = ledger
    this.projectOf = projectOf
    this.authorised = authorised
    this.changesS = ledger.changesS()
  }

  nextS(): number {
    return this.changesS[this.passed] ?? Infinity
  }

  awaits(): boolean {
    return this.heldJobs > 0 && this.passed < this.changesS.length
  }

  /** Deposits let jobs join, the ends of months and periods may take what they counted on. */
  happen(): CapacityChange {
    const before = this.passed
    while ((this.changesS[this.passed] ?? Infinity) <= this.machine.nowS) this.passed += 1
    if (this.passed === before) return 'none'
    for (const project of this.sides.keys()) {
      this.holdBack(project)
      this.release(project)
    }
    return 'none'
  }

  admits(job: number): boolean {
    const { ledger, machine } = this
    if (job < this.authorised || !ledger.hasBudget(job)) return true
    const side = this.sideOf(this.projectOf[job] ?? 0)
    if (ledger.mayStart(job, machine.nowS)) {
      side.queued.add(job)
      side.mostQueuedGpuS = Math.max(side.mostQueuedGpuS, ledger.holdGpuS(job))
      return true
    }
    machine.places.standBy(job)
    this.hold(side, job)
    return false
  }

  started(job: number): void {
    const { ledger, machine } = this
    if (!ledger.hasBudget(job)) return
    const project = this.projectOf[job] ?? 0
    this.sideOf(project).queued.delete(job)
    ledger.start(job, machine.nowS)
    this.holdBack(project)
  }

  withdrawn(job: number): void {
    this.sides.get(this.projectOf[job] ?? 0)?.queued.delete(job)
  }

  ended(job: number): void {
    const { ledger, machine } = this
    if (!ledger.hasBudget(job)) return
    ledger.end(job, machine.nowS)
    this.release(this.projectOf[job] ?? 0)
  }

  /** Takes jobs out of the queue that what is left no longer covers. */
  private holdBack(project: number): void {
    const { ledger, machine, policy } = this
    const atS = machine.nowS
    const side = this.sideOf(project)
    if (side.queued.size === 0) return
    if (ledger.leftGpuS(project, { atS, isLow: false }) >= side.mostQueuedGpuS) return
    side.mostQueuedGpuS = 0
    spend(lookUs * side.queued.size)
    for (const job of side.queued) {
      if (ledger.mayStart(job, atS)) {
        side.mostQueuedGpuS = Math.max(side.mostQueuedGpuS, ledger.holdGpuS(job))
        continue
      }
      policy.withdraw(job)
      machine.withdraw(job)
      this.hold(side, job)
    }
  }

  /** Lets jobs join that what is left covers again. */
  private release(project: number): void {
    const { ledger, machine } = this
    const atS = machine.nowS
    const side = this.sideOf(project)
    if (side.held.length === 0) return
    if (ledger.leftGpuS(project, { atS, isLow: true }) < side.leastHeldGpuS) return
    const still: number[] = []
    side.leastHeldGpuS = Infinity
    spend(lookUs * side.held.length)
    for (const job of side.held) {
      if (ledger.mayStart(job, atS)) {
        machine.joining.push(job)
        continue
      }
      still.push(job)
      side.leastHeldGpuS = Math.min(side.leastHeldGpuS, ledger.holdGpuS(job))
    }
    this.heldJobs -= side.held.length - still.length
    side.held = still
  }

  private hold(side: Side, job: number): void {
    side.held.push(job)
    side.leastHeldGpuS = Math.min(side.leastHeldGpuS, this.ledger.holdGpuS(job))
    this.heldOnce.add(job)
    this.heldJobs += 1
  }

  private sideOf(project: number): Side {
    const known = this.sides.get(project)
    if (known !== undefined) return known
    const side = { queued: new Set<number>(), held: [], mostQueuedGpuS: 0, leastHeldGpuS: Infinity }
    this.sides.set(project, side)
    return side
  }
}
