import type { ThroughputTable } from './table.ts'

export const megatronSeqparselrecompute: ThroughputTable = {
  name: 'Megatron-SeqParSelRecompute',
  sourceId: 'megatron-seqsel',
  role: 'fit',
  convention: 'iteration time; MFU over the full square',
  rows: `
megatron-seqparselrecompute-001|gpt-22b|2048|a100-sxm-80|8|8|25|8|1|1|1|1|1|0|4|4|fp16|full|0|0|megatron|2022|721.127|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-002|gpt-22b|2048|a100-sxm-80|8|8|25|8|1|1|1|1|1|0|4|4|fp16|selective|1|0|megatron|2022|930.909|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-003|gpt-3-175b|2048|a100-sxm-80|64|8|25|8|8|3|1|1|1|0|1|64|fp16|full|0|0|megatron|2022|112.962|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-004|gpt-3-175b|2048|a100-sxm-80|64|8|25|8|8|3|1|1|1|0|1|64|fp16|selective|1|0|megatron|2022|148.945|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-005|mt-nlg-530b|2048|a100-sxm-80|280|8|25|8|35|3|1|1|1|0|1|280|fp16|full|0|0|megatron|2022|41.753|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-006|mt-nlg-530b|2048|a100-sxm-80|280|8|25|8|35|3|1|1|1|0|1|280|fp16|selective|1|0|megatron|2022|54.137|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-007|gpt-1t|2048|a100-sxm-80|512|8|25|8|64|1|1|1|1|0|1|512|fp16|full|0|0|megatron|2022|21.69|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
megatron-seqparselrecompute-008|gpt-1t|2048|a100-sxm-80|512|8|25|8|64|1|1|1|1|0|1|512|fp16|selective|1|0|megatron|2022|28.647|A|pretrain|arXiv:2205.05198 Table 5; calculon-ai/calculon calculon/llm/validation.py + validation/seqsel/tab5/*.json; MFU/HFU: NVIDIA/Megatron-LM README.md@885a042891
`,
}
