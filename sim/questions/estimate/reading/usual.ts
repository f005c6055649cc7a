export const usualSamples = 2000
/** The sequence length that published runs of this size class use, when none is given. */
export const usualSeqLen = 4096
