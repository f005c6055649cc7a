import type { ThroughputTable } from './table.ts'

export const mlperfV41Llama270bLora: ThroughputTable = {
  name: 'MLPerf-v4.1-llama2_70b_lora',
  sourceId: 'mlperf-4.1',
  role: 'check',
  convention: 'time to train',
  rows: `
mlperf-v4-1-llama2-70b-lora-001|llama-2-70b|8192|h200-sxm-141|8|8||2|1||4|1|1||1|8|fp8||1||mlperf|2024|2390.338|A|lora|ASUSTeK/results/ESC_N8_E11/llama2_70b_lora/ (+ ASUSTeK/systems/ESC_N8_E11.json)
mlperf-v4-1-llama2-70b-lora-002|llama-2-70b|8192|h200-sxm-141|512|8||4|1||64|2|1||1|64|fp8||1||mlperf|2024|1791.243|A|lora|Azure/results/ND_H200_v5_n64_nemo/llama2_70b_lora/ (+ Azure/systems/ND_H200_v5_n64_nemo.json)
mlperf-v4-1-llama2-70b-lora-003|llama-2-70b|8192|h100-sxm-80|16|8|||||||1|||8|||||mlperf|2024|1874.033|A|lora|Dell/results/2xXE9680x8H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/2xXE9680x8H100-SXM-80GB.json)
mlperf-v4-1-llama2-70b-lora-004|llama-2-70b|8192|h100-sxm-80|32|8|||||||1|||8|||||mlperf|2024|1904.195|A|lora|Dell/results/4xXE9680x8H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/4xXE9680x8H100-SXM-80GB.json)
mlperf-v4-1-llama2-70b-lora-005|llama-2-70b|8192|h100-sxm-80|64|8||4|1||8|2|1||1|8|fp8||1||mlperf|2024|1852.053|A|lora|Dell/results/8xXE9680x8H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/8xXE9680x8H100-SXM-80GB.json)
mlperf-v4-1-llama2-70b-lora-006|llama-2-70b|8192|h100-sxm-80|4|4||4|1||1|1|1||1|8|fp8||1||mlperf|2024|2087.493|A|lora|Dell/results/XE8640x4H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/XE8640x4H100-SXM-80GB.json)
mlperf-v4-1-llama2-70b-lora-007|llama-2-70b|8192|h100-sxm-80|4|4||4|1||1|1|1||1|8|fp8||1||mlperf|2024|2081.843|A|lora|Dell/results/XE9640x4H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/XE9640x4H100-SXM-80GB.json)
mlperf-v4-1-llama2-70b-lora-008|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2221.198|A|lora|Dell/results/XE9680x8H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/XE9680x8H100-SXM-80GB.json)
mlperf-v4-1-llama2-70b-lora-009|llama-2-70b|8192|h200-sxm-141|8|8||2|1||4|1|1||1|8|fp8||1||mlperf|2024|2606.601|A|lora|Dell/results/XE9680x8H200-SXM-141GB/llama2_70b_lora/ (+ Dell/systems/XE9680x8H200-SXM-141GB.json)
mlperf-v4-1-llama2-70b-lora-010|llama-2-70b|8192|h100-sxm-80|4|4|||||||1|||8|||||mlperf|2024|2091.279|A|lora|Fujitsu/results/GX2560M7_H100_SXM_80GBx4/llama2_70b_lora/ (+ Fujitsu/systems/GX2560M7_H100_SXM_80GBx4.json)
mlperf-v4-1-llama2-70b-lora-011|llama-2-70b|8192|h200-sxm-141|8|8|||||||1|||8|||||mlperf|2024|2577.673|A|lora|GigaComputing/results/G593-ZD1_pytorch/llama2_70b_lora/ (+ GigaComputing/systems/G593-ZD1_pytorch.json)
mlperf-v4-1-llama2-70b-lora-012|llama-2-70b|8192|h100-sxm-80|16|8|||||||1|||8|||||mlperf|2024|2102.864|A|lora|Lambda/results/lambda_1cc_n2_H100-SXM-80GB_ngc24.04_nemo/llama2_70b_lora/ (+ Lambda/systems/lambda_1cc_n2_H100-SXM-80GB_ngc24.04_nemo.json)
mlperf-v4-1-llama2-70b-lora-013|llama-2-70b|8192|h100-sxm-80|32|8||4|1||8|1|1||1|8|fp8||1||mlperf|2024|2131.979|A|lora|Lambda/results/lambda_1cc_n4_H100-SXM-80GB_ngc24.04_nemo/llama2_70b_lora/ (+ Lambda/systems/lambda_1cc_n4_H100-SXM-80GB_ngc24.04_nemo.json)
mlperf-v4-1-llama2-70b-lora-014|llama-2-70b|8192|h200-sxm-141|8|8||1|1||4|2|1||1|8|fp8||0||mlperf|2024|2648.921|A|lora|Lenovo/results/SR680aV3-8xH200_SXM_141GB_700W/llama2_70b_lora/ (+ Lenovo/systems/SR680aV3-8xH200_SXM_141GB_700W.json)
mlperf-v4-1-llama2-70b-lora-015|llama-2-70b|8192|h200-sxm-141|8|8||1|1||4|2|1||1|8|fp8||0||mlperf|2024|2638.708|A|lora|Lenovo/results/SR685aV3-8xH200_SXM_141GB_700W/llama2_70b_lora/ (+ Lenovo/systems/SR685aV3-8xH200_SXM_141GB_700W.json)
mlperf-v4-1-llama2-70b-lora-016|llama-2-70b|8192|h200-sxm-141|8|8||1|1||4|2|1||1|8|fp8||0||mlperf|2024|2617.93|A|lora|Lenovo/results/SR780aV3-8xH200_SXM_141GB_700W/llama2_70b_lora/ (+ Lenovo/systems/SR780aV3-8xH200_SXM_141GB_700W.json)
mlperf-v4-1-llama2-70b-lora-017|llama-2-70b|8192|b200|8|8||1|1||4|2|1||1|8|fp8||0||mlperf|2024|4808.104|A|lora|NVIDIA/results/b200_preview_nemo/llama2_70b_lora/ (+ NVIDIA/systems/b200_preview_nemo.json)
mlperf-v4-1-llama2-70b-lora-018|llama-2-70b|8192|h100-sxm-80|1024|8||4|1||128|2|1|||128|||||mlperf|2024|1870.901|A|lora|NVIDIA/results/eos_n128_ngc24.09_nemo/llama2_70b_lora/ (+ NVIDIA/systems/eos_n128_ngc24.09_nemo.json)
mlperf-v4-1-llama2-70b-lora-019|llama-2-70b|8192|h100-sxm-80|64|8||4|1||8|2|1|||8|||||mlperf|2024|1893.141|A|lora|NVIDIA/results/eos_n8_ngc24.09_nemo/llama2_70b_lora/ (+ NVIDIA/systems/eos_n8_ngc24.09_nemo.json)
mlperf-v4-1-llama2-70b-lora-020|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1|||8|||||mlperf|2024|2234.667|A|lora|NVIDIA/results/eos_ngc24.09_nemo/llama2_70b_lora/ (+ NVIDIA/systems/eos_ngc24.09_nemo.json)
mlperf-v4-1-llama2-70b-lora-021|llama-2-70b|8192|h200-sxm-141|8|8||1|1||4|2|1|||8|||0||mlperf|2024|2534.481|A|lora|NVIDIA/results/h200_ngc24.09_nemo/llama2_70b_lora/ (+ NVIDIA/systems/h200_ngc24.09_nemo.json)
mlperf-v4-1-llama2-70b-lora-022|llama-2-70b|8192|h100-sxm-80|128|8||4|1||16|2|1||1|16|fp8||1||mlperf|2024|1840.568|A|lora|Oracle/results/128xBM.GPU.H100.8/llama2_70b_lora/ (+ Oracle/systems/128xBM.GPU.H100.8.json)
mlperf-v4-1-llama2-70b-lora-023|llama-2-70b|8192|h100-sxm-80|512|8||4|1||64|2|1||1|64|fp8||1||mlperf|2024|1829.519|A|lora|Oracle/results/512xBM.GPU.H100.8/llama2_70b_lora/ (+ Oracle/systems/512xBM.GPU.H100.8.json)
mlperf-v4-1-llama2-70b-lora-024|llama-2-70b|8192|h100-sxm-80|64|8||4|1||8|2|1||1|8|fp8||1||mlperf|2024|1841.925|A|lora|Oracle/results/64xBM.GPU.H100.8/llama2_70b_lora/ (+ Oracle/systems/64xBM.GPU.H100.8.json)
mlperf-v4-1-llama2-70b-lora-025|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|2211.281|A|lora|Quanta_Cloud_Technology/results/D74H-7U/llama2_70b_lora/ (+ Quanta_Cloud_Technology/systems/D74H-7U.json)
mlperf-v4-1-llama2-70b-lora-026|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2157.783|A|lora|Supermicro/results/AS-4125GS-TNHR2-LCC-1/llama2_70b_lora/ (+ Supermicro/systems/AS-4125GS-TNHR2-LCC-1.json)
mlperf-v4-1-llama2-70b-lora-027|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2229.492|A|lora|Supermicro/results/AS-8125GS-TNHR-1/llama2_70b_lora/ (+ Supermicro/systems/AS-8125GS-TNHR-1.json)
mlperf-v4-1-llama2-70b-lora-028|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2199.289|A|lora|Supermicro/results/SYS-821GE-TNHR-1/llama2_70b_lora/ (+ Supermicro/systems/SYS-821GE-TNHR-1.json)
`,
}
