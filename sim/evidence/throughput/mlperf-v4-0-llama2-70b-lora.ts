import type { ThroughputTable } from './table.ts'

export const mlperfV40Llama270bLora: ThroughputTable = {
  name: 'MLPerf-v4.0-llama2_70b_lora',
  sourceId: 'mlperf-4.0',
  role: 'check',
  convention: 'time to train',
  rows: `
mlperf-v4-0-llama2-70b-lora-001|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|2019.883|A|lora|ASUSTeK/results/ESC_N8A-E12/llama2_70b_lora/ (+ ASUSTeK/systems/ESC_N8A-E12.json)
mlperf-v4-0-llama2-70b-lora-002|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2013.093|A|lora|Dell/results/XE9680x8H100-SXM-80GB/llama2_70b_lora/ (+ Dell/systems/XE9680x8H100-SXM-80GB.json)
mlperf-v4-0-llama2-70b-lora-003|llama-2-70b|8192|h100-sxm-80|4|4||4|1||1|1|1||1|8|fp8||1||mlperf|2024|2009.397|A|lora|Fujitsu/results/GX2560M7_H100_SXM_80GBx4/llama2_70b_lora/ (+ Fujitsu/systems/GX2560M7_H100_SXM_80GBx4.json)
mlperf-v4-0-llama2-70b-lora-004|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|2116.506|A|lora|GigaComputing/results/G593-SD1_pytorch/llama2_70b_lora/ (+ GigaComputing/systems/G593-SD1_pytorch.json)
mlperf-v4-0-llama2-70b-lora-005|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2129.712|A|lora|HPE/results/HPE-Cray-XD670-Gen11-H100-SXM5-80GB_n1_pytorch_24.04/llama2_70b_lora/ (+ HPE/systems/HPE-Cray-XD670-Gen11-H100-SXM5-80GB_n1_pytorch_24.04.json)
mlperf-v4-0-llama2-70b-lora-006|llama-2-70b|8192|h100-sxm-80|16|8||4|1||2|2|1||1|8|fp8||1||mlperf|2024|1553.61|A|lora|HPE/results/HPE-Cray-XD670-Gen11-H100-SXM5-80GB_n2_pytorch_24.04/llama2_70b_lora/ (+ HPE/systems/HPE-Cray-XD670-Gen11-H100-SXM5-80GB_n2_pytorch_24.04.json)
mlperf-v4-0-llama2-70b-lora-007|llama-2-70b|8192|gaudi2|8|8|||||||1|||8|||||mlperf|2024|667.437|A|lora|Intel-HabanaLabs/results/HLS-Gaudi2-PT/llama2_70b_lora/ (+ Intel-HabanaLabs/systems/HLS-Gaudi2-PT.json)
mlperf-v4-0-llama2-70b-lora-008|llama-2-70b|8192|a100-sxm-80|64|8|||||||1|||64|||||mlperf|2024|357.439|A|lora|JuniperNetworks/results/a100_n8_ngc24.1_pytorch_deepspeed/llama2_70b_lora/ (+ JuniperNetworks/systems/a100_n8_ngc24.1_pytorch_deepspeed.json)
mlperf-v4-0-llama2-70b-lora-009|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|548.84|A|lora|JuniperNetworks/results/h100_n1_ngc24.1_pytorch_deepspeed/llama2_70b_lora/ (+ JuniperNetworks/systems/h100_n1_ngc24.1_pytorch_deepspeed.json)
mlperf-v4-0-llama2-70b-lora-010|llama-2-70b|8192|h100-sxm-80|32|8|||||||1|||32|||||mlperf|2024|717.075|A|lora|JuniperNetworks/results/h100_n4_ngc24.1_pytorch_deepspeed/llama2_70b_lora/ (+ JuniperNetworks/systems/h100_n4_ngc24.1_pytorch_deepspeed.json)
mlperf-v4-0-llama2-70b-lora-011|llama-2-70b|8192|h100-sxm-80|1024|8||4|1||128|2|1|||128|fp8||1||mlperf|2024|1526.467|A|lora|NVIDIA/results/eos_n128_ngc24.04_nemo/llama2_70b_lora/ (+ NVIDIA/systems/eos_n128_ngc24.04_nemo.json)
mlperf-v4-0-llama2-70b-lora-012|llama-2-70b|8192|h100-sxm-80|64|8||4|1||8|2|1|||8|fp8||1||mlperf|2024|1605.167|A|lora|NVIDIA/results/eos_n8_ngc24.04_nemo/llama2_70b_lora/ (+ NVIDIA/systems/eos_n8_ngc24.04_nemo.json)
mlperf-v4-0-llama2-70b-lora-013|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1|||8|fp8||1||mlperf|2024|2205.969|A|lora|NVIDIA/results/eos_ngc24.04_nemo/llama2_70b_lora/ (+ NVIDIA/systems/eos_ngc24.04_nemo.json)
mlperf-v4-0-llama2-70b-lora-014|llama-2-70b|8192|h200-sxm-141|8|8||2|1||4|1|1|||8|fp8||1||mlperf|2024|2533.274|A|lora|NVIDIA/results/h200_ngc24.04_nemo/llama2_70b_lora/ (+ NVIDIA/systems/h200_ngc24.04_nemo.json)
mlperf-v4-0-llama2-70b-lora-015|llama-2-70b|8192|l40s|64|4||4|1||8|2|1|||8|fp8||1||mlperf|2024|347.947|A|lora|NVIDIA/results/l40s_n16_ngc24.04_nemo/llama2_70b_lora/ (+ NVIDIA/systems/l40s_n16_ngc24.04_nemo.json)
mlperf-v4-0-llama2-70b-lora-016|llama-2-70b|8192|l40s|384|4||4|1||48|2|1|||48|fp8||1||mlperf|2024|349.899|A|lora|NVIDIA/results/l40s_n96_ngc24.04_nemo/llama2_70b_lora/ (+ NVIDIA/systems/l40s_n96_ngc24.04_nemo.json)
mlperf-v4-0-llama2-70b-lora-017|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2089.135|A|lora|Oracle/results/1xBM.GPU.H100.8/llama2_70b_lora/ (+ Oracle/systems/1xBM.GPU.H100.8.json)
mlperf-v4-0-llama2-70b-lora-018|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|2098.398|A|lora|Quanta_Cloud_Technology/results/D74H-7U/llama2_70b_lora/ (+ Quanta_Cloud_Technology/systems/D74H-7U.json)
mlperf-v4-0-llama2-70b-lora-019|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|1971.866|A|lora|Red_Hat/results/AS-8125GS-TNHR-RHEL9.4/llama2_70b_lora/ (+ Red_Hat/systems/AS-8125GS-TNHR-RHEL9.4.json)
mlperf-v4-0-llama2-70b-lora-020|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|1989.093|A|lora|Supermicro/results/AS-8125GS-TNHR_8_H100-SXM-80GB/llama2_70b_lora/ (+ Supermicro/systems/AS-8125GS-TNHR_8_H100-SXM-80GB.json)
mlperf-v4-0-llama2-70b-lora-021|llama-2-70b|8192|h100-sxm-80|8|8||4|1||2|1|1||1|8|fp8||1||mlperf|2024|2146.436|A|lora|Supermicro/results/SYS-421GE-TNHR2-LCC-1/llama2_70b_lora/ (+ Supermicro/systems/SYS-421GE-TNHR2-LCC-1.json)
mlperf-v4-0-llama2-70b-lora-022|llama-2-70b|8192|h100-sxm-80|64|8||4|1||8|2|1||1|8|fp8||1||mlperf|2024|1633.226|A|lora|Supermicro/results/SYS-421GE-TNHR2-LCC-8/llama2_70b_lora/ (+ Supermicro/systems/SYS-421GE-TNHR2-LCC-8.json)
mlperf-v4-0-llama2-70b-lora-023|llama-2-70b|8192|h100-sxm-80|8|8|||||||1|||8|||||mlperf|2024|2136.594|A|lora|smc/results/1xSMC-H100-SXM-80GB/llama2_70b_lora/ (+ smc/systems/1xSMC-H100-SXM-80GB.json)
mlperf-v4-0-llama2-70b-lora-024|llama-2-70b|8192|h100-sxm-80|512|8|||||||1|||64|||||mlperf|2024|1491.081|A|lora|smc/results/64xSMC-H100-SXM-80GB/llama2_70b_lora/ (+ smc/systems/64xSMC-H100-SXM-80GB.json)
mlperf-v4-0-llama2-70b-lora-025|llama-2-70b|8192|h100-sxm-80|64|8|||||||1|||8|||||mlperf|2024|1558.861|A|lora|smc/results/8xSMC-H100-SXM-80GB/llama2_70b_lora/ (+ smc/systems/8xSMC-H100-SXM-80GB.json)
`,
}
