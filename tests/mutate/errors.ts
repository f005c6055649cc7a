/** An error that somebody could make: one place of a file, once in it, written differently. */
export type PlantedError = {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly why: string
  /** Test files that should catch it. */
  readonly tests: readonly string[]
}

type Plant = readonly [from: string, to: string, why: string]

function of(file: string, tests: readonly string[], plants: readonly Plant[]): readonly PlantedError[] {
  return plants.map(([from, to, why]) => ({
    file: `sim/${file}`,
    from,
    to,
    why,
    tests: tests.map((test) => `tests/sim/${test}`),
  }))
}

const step: readonly PlantedError[] = [
  ...of(
    'step/kernel.ts',
    ['step/kernel.test.ts'],
    [
      ['const flops = 2 * m * n * k', 'const flops = m * n * k', 'a multiplication without its addition'],
      ['1 / m + 1 / n + 1 / k', '1 / m + 1 / n', 'the inner dimension costs nothing'],
      ['(span.indexWidth * seqLen) / 2', 'span.indexWidth * seqLen', 'an index that looks into the future'],
      [' shapeScale: peak * perByte', ' shapeScale: bf16 * perByte', 'fp8 products as patient as bf16 ones'],
      ["'fp8' || precision === 'mxfp8' ? chip.", "'fp8' ? chip.", 'mxfp8 has no peak of its own'],
    ],
  ),
  ...of(
    'step/collective.ts',
    ['step/collective.test.ts'],
    [
      [
        '(1 - (1 - 1 / places) ** experts)',
        '(1 - 1 / places) ** experts',
        'the domains that an all-to-all misses',
      ],
      ['(copies(domains) * (domains - 1)) / domains', 'copies(domains)', 'tokens that stay take the network'],
      ['places * reach', 'places', 'groups of experts are for nothing'],
      ['Math.max(insideS, outsideS)', 'outsideS', 'links inside a domain are for nothing'],
      ['h.scaleOutBytesPerS * Math.max(1, inside)', 'h.scaleOutBytesPerS', 'one port for a whole node'],
      ['((ranks - 1) / ranks) * (bytes', '(bytes', 'a rank sends its own part to itself'],
      ['(hops - 1) * c.scaleOutLatencyS', 'hops * c.scaleOutLatencyS', 'a hop too many'],
      ['Math.max(1, members - 1)', 'members', 'a link to oneself'],
    ],
  ),
  ...of(
    'step/layer.ts',
    ['step/layer.test.ts'],
    [
      ['(t * cp * s.keyValueWidth', '(t * s.keyValueWidth', 'context parallelism passes its own part alone'],
      [
        's.expertsPerToken * cut.ep) / s.experts',
        's.expertsPerToken) / s.experts',
        'no tokens from other ranks',
      ],
      ['const backward = (2.5 * product)', 'const backward = (2 * product)', 'scores not made again'],
      [
        "kind === 'dense' || sharedIntermediate > 0 ? 4 : 2",
        "kind === 'dense' ? 4 : 2",
        'shared experts ring too',
      ],
      ['(cut.sequenceParallel ? tp : 1)', 'tp', 'residual stream cut without sequence parallelism'],
      [
        '(2 * s.expertsPerToken * cut.expertTensor)',
        '(s.expertsPerToken * cut.expertTensor)',
        'gather, no scatter',
      ],
      ['matmulS(t, s.experts, h,', 'matmulS(t, 1, h,', 'a router of one expert'],
      ['rings * 2 * bytes', 'rings * bytes', 'copies are read and not written'],
      [
        's.branchShare * c.residualPasses + s.rmsNorms * chains',
        's.branchShare * c.residualPasses',
        'norms are one kernel',
      ],
      ['c.groupedRows / perExpert', 'c.groupedRows / tokensOfRank', 'small groups of tokens cost nothing'],
    ],
  ),
  ...of(
    'step/data-parallel.ts',
    ['step/data-parallel.test.ts'],
    [
      [
        '(layersHeld * layerExperts(q)) / expertRanks',
        'layersHeld * layerExperts(q)',
        'experts of the optimizer whole',
      ],
      ['const scatter = gather * scale', 'const scatter = gather', 'gradients as narrow as weights'],
      [
        'contention * Math.min(trafficS, workS)',
        'contention * trafficS',
        'traffic that shows is contended as well',
      ],
      ['const both = gather + scatter', 'const both = scatter', 'no second gather for the backward pass'],
      ['Math.floor(domain / stride)', 'domain', 'tensor parallelism leaves all of the domain'],
      ['zero === 0 ? scatter : gather', 'gather', 'an all-reduce that does not come back'],
    ],
  ),
  ...of(
    'step/pipeline.ts',
    ['step/pipeline.test.ts'],
    [
      ['((cut.pp - 1) / cut.vpp)', '(cut.pp / cut.vpp)', 'a bubble of all stages'],
      ['2 * vpp', 'vpp', 'nothing is sent back'],
      ['* cut.pp - layers) / 2', '* cut.pp - layers)', 'all room at both ends'],
    ],
  ),
  ...of(
    'step/step.ts',
    ['step/pipeline.test.ts'],
    [
      ['perRank * (busy - kernels)', 'perRank * host', 'the host hides behind nothing'],
      ['3 * matmulS(tokens, width', '2 * matmulS(tokens, width', 'half of a backward pass of the head'],
      ['once * (1 + s.mtpLayers)', 'once', 'heads of further tokens are free'],
      ['recomputeS = perRank * again.workS', 'recomputeS = 2 * perRank * again.workS', 'recomputed twice'],
    ],
  ),
]

const workload: readonly PlantedError[] = [
  ...of(
    'workload/activations.ts',
    ['workload/stage-memory.test.ts'],
    [['(cheap ? 0 : 2 * productInput)', '(cheap ? 0 : productInput)', 'one product behind both norms']],
  ),
  ...of(
    'workload/stage-memory.ts',
    ['workload/stage-memory.test.ts'],
    [
      ['2 * (pp - rank - 1) + 1', 'pp - rank', 'a warm-up of half its length'],
      [
        '(layout.microBatch * seqLen) / layout.cp',
        'layout.microBatch * seqLen',
        'cp does not cut activations',
      ],
      [
        '(layers * experts) / expertRanks',
        '(layers * experts) / ranks',
        'experts cut over ranks that lack them',
      ],
      ['zero >= 2 ? sharded : whole', 'zero >= 1 ? sharded : whole', 'stage 1 cuts gradients'],
      ['whole : 2 * layer', 'whole : layer', 'the next layer is gathered nowhere'],
    ],
  ),
  ...of(
    'workload/layout.ts',
    ['step/pipeline.test.ts', 'step/experts.test.ts'],
    [
      [
        'Math.ceil(layers / (pp * vpp))',
        'Math.floor(layers / (pp * vpp))',
        'layers of an uneven cut are lost',
      ],
      ['tp / greatestCommonDivisor(tp, ep)', 'tp', 'no whole experts'],
    ],
  ),
  ...of(
    'workload/blocks/block.ts',
    ['step/kernel.test.ts'],
    [
      ['span * (1 - span / (2 * seqLen))', 'span', 'a window full from the first token'],
      ['(whole * size * size + rest * rest) / (2 * seqLen)', 'size', 'a chunk that looks ahead'],
    ],
  ),
]

const goodput: readonly PlantedError[] = [
  ...of(
    'goodput/goodput.ts',
    ['goodput/goodput.test.ts'],
    [['HOURS_PER_DAY * 1000', 'HOURS_PER_DAY * 100', 'a rate of a hundred accelerators']],
  ),
  ...of(
    'goodput/goodput.ts',
    ['goodput/goodput.test.ts'],
    [
      ['Math.sqrt(2 * stallS', 'Math.sqrt(stallS', "Young's interval without its two"],
      ['ratio / 9) - stallS', 'ratio / 9)', "Daly's interval with the stall inside"],
    ],
  ),
  ...of(
    'goodput/goodput.ts',
    ['goodput/goodput.test.ts'],
    [
      ['(hazards.restartS + hazards.saveS)', '(hazards.restartS)', 'a checkpoint is safe at once'],
      ['stepping / (1 + slowOverhead)', 'stepping', 'slowness costs nothing'],
      ['(startS + hazards.linkEndS)', 'startS', 'a link ends without its last checkpoint'],
    ],
  ),
]

const investment: readonly PlantedError[] = [
  ...of(
    'investment/cashflow.ts',
    ['investment/cashflow.test.ts'],
    [
      ['(1 + nominalPerY) / (1 + inflationPerY) - 1', 'nominalPerY - inflationPerY', 'rates subtracted'],
      [
        'return (1 + ratePerY) ** -year',
        'return (1 + ratePerY) ** -(year + 1)',
        'today discounted by a year',
      ],
    ],
  ),
  ...of(
    'investment/depreciation.ts',
    ['investment/depreciation.test.ts', 'investment/ownership.test.ts'],
    [
      ['gainPerY * Math.LN10', 'gainPerY', 'decades taken for e-folds'],
      ['Math.max(0, 1 - ageY / lifeY)', '1 - ageY / lifeY', 'a book value below nothing'],
    ],
  ),
  ...of(
    'investment/ownership.ts',
    ['investment/ownership.test.ts'],
    [
      ['(1 - utilisationFraction) * idleW', 'idleW', 'busy accelerators idle as well'],
      [
        'perUsefulHour: perAllocatedHour / goodputFraction',
        'perUsefulHour: perAllocatedHour',
        'lost hours are free',
      ],
    ],
  ),
  ...of(
    'investment/programme.ts',
    ['investment/programme.test.ts'],
    [
      [
        "phase.part === 'compute' ? 1 / gain : 1",
        "phase.part === 'compute' ? gain : 1",
        'progress makes dearer',
      ],
      ['Math.max(fromY, year - 1)', 'Math.max(fromY, year)', 'a machine starts a year late'],
    ],
  ),
  ...of(
    'investment/compare.ts',
    ['investment/ownership.test.ts', 'investment/programme.test.ts'],
    [
      [
        'HOURS_PER_YEAR * (rentPerHour - perUsedHour)',
        'HOURS_PER_YEAR * rentPerHour',
        'owned hours run for nothing',
      ],
    ],
  ),
  ...of(
    'investment/portfolio.ts',
    ['investment/portfolio.test.ts'],
    [['const available = budget + carried', 'const available = budget', 'money left over is lost']],
  ),
]

const queue: readonly PlantedError[] = [
  ...of(
    'queue/extras/conditions.ts',
    ['queue/follows.test.ts', 'queue/multifactor.test.ts'],
    [
      ["(kind === 'ok') !== completed", "(kind === 'ok') === completed", 'afterok follows those that failed'],
      [
        'machine.followedS.set(one, machine.nowS)',
        'continue',
        'links of a chain age while they may not start',
      ],
    ],
  ),
  ...of(
    'queue/import/accounting/pbs.ts',
    ['queue/import/accounting-by-hand.test.ts'],
    [
      ["value('ncpus', 'ppn')", "value('ncpus')", 'Torque counts no processors'],
      ['Number(match[1]) / 1024 ** 2', 'Number(match[1])', 'bytes taken for megabytes'],
    ],
  ),
  ...of(
    'queue/import/accounting/tasks.ts',
    ['queue/import/accounting-by-hand.test.ts'],
    [['ids.length + last - first', 'last - first', 'ranges without end, each short enough']],
  ),
  ...of(
    'queue/import/slurm/tres.ts',
    ['queue/import/numbers.test.ts'],
    [["|| 'M').toUpperCase()) - 2)", "|| 'M').toUpperCase()) - 1)", 'gigabytes of a thousand gigabytes']],
  ),
]

export const plantedErrors: readonly PlantedError[] = [
  ...step,
  ...workload,
  ...goodput,
  ...investment,
  ...queue,
]
