/** What each field holds, in words: descriptions of the API, the command line's help and the messages of errors. */
export const fieldWords = {
  model: "a model's catalogue id such as apertus-70b, or a Hugging Face config.json",
  tokens: 'training tokens, e.g. 15T',
  system: "a system's catalogue id such as alps, or a system file",
  gpus: 'accelerators of the run, e.g. 4096',
  layout:
    "'auto', or a layout such as tp=4,pp=8,vpp=5,dp=128,cp=1,ep=1,mbs=1,gbs=4096,zero=1,recompute=selective",
  mfu: 'model FLOPs utilisation above 0 and below 1, causal attention; skips the performance model',
  seqLen: 'tokens in a sequence, e.g. 4096',
  globalBatchTokens: 'tokens in a step, e.g. 16.8M; taken to the nearest batch that the accelerators divide',
  precision: 'bf16 or fp8: the precision of the matrix products',
  grid: 'the grid by country code, e.g. CH or CHE',
  powerPrice: 'electricity price per kWh, e.g. EUR 0.15',
  gpuHourPrice: 'price of an accelerator-hour, e.g. CHF 0.67',
  failureRate: 'interruptions per 1,000 accelerator-days, e.g. 0.5',
  checkpointTime: 'how long training stands still for a checkpoint, e.g. 6s',
  checkpointInterval: "stepping between two checkpoints, e.g. 25min; Daly's optimum when it is missing",
  restartTime: 'from noticing an interruption to the first step after it, e.g. 10min',
  queueLimit: "time limit of one job, e.g. 12h, or 'none'; a longer run is a chain of jobs",
  samples: 'samples of the Monte Carlo behind p10, p50 and p90, e.g. 2000',
  seed: 'seed of the Monte Carlo, a whole number; the same seed gives the same answer',
  ranges:
    'ranges of inputs by the id of their assumption: a number, \'low to high\' for p10 to p90, or a distribution, e.g. {"mfu":"0.28 to 0.36"}',
  correlations: 'pairs of inputs that move together and how much, e.g. [["restartS","detectionS",0.5]]',
} as const
