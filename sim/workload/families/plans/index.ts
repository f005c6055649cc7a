import type { Context, Plan } from '../context.ts'
import { gemma3nPlan, gemma4Plan } from './gemma.ts'
import { deepseekV4Plan, latentPlan } from './latent.ts'
import { gatedDeltaPlan, lfm2Plan, lightningPlan, recurrentGemmaPlan, rwkvPlan, xlstmPlan } from './linear.ts'
import { dogePlan, ernieVisionPlan, inklingPlan, layerHeadsPlan, minimaxM3Plan, zayaPlan } from './newer.ts'
import { blockConfigsPlan, chatGlmPlan, longcatPlan, mimoV2Plan, openElmPlan } from './others.ts'
import { falconPlan, gptNeoPlan, llama4Plan, mllamaPlan, mptPlan, optPlan, plainPlan } from './plain.ts'
import {
  falconH1Plan,
  jambaPlan,
  jetMoePlan,
  mamba2Plan,
  mambaPlan,
  nemotronHPlan,
  zamba2Plan,
  zambaPlan,
} from './state-space.ts'

/** How a family lays out its layers, by the name that the table gives. */
export const plans: ReadonlyMap<string, (context: Context) => Plan> = new Map([
  ['plain', plainPlan],
  ['falcon', falconPlan],
  ['mpt', mptPlan],
  ['opt', optPlan],
  ['gpt_neo', gptNeoPlan],
  ['llama4', llama4Plan],
  ['mllama', mllamaPlan],
  ['chatglm', chatGlmPlan],
  ['gated-delta', gatedDeltaPlan],
  ['latent', latentPlan],
  ['layer-heads', layerHeadsPlan],
  ['minimax_m3', minimaxM3Plan],
  ['inkling', inklingPlan],
  ['zaya', zayaPlan],
  ['doge', dogePlan],
  ['ernie4_5_vl', ernieVisionPlan],
  ['lightning', lightningPlan],
  ['lfm2', lfm2Plan],
  ['recurrent_gemma', recurrentGemmaPlan],
  ['rwkv', rwkvPlan],
  ['xlstm', xlstmPlan],
  ['mamba', mambaPlan],
  ['mamba-2', mamba2Plan],
  ['jamba', jambaPlan],
  ['falcon_h1', falconH1Plan],
  ['nemotron_h', nemotronHPlan],
  ['zamba', zambaPlan],
  ['zamba2', zamba2Plan],
  ['jetmoe', jetMoePlan],
  ['longcat', longcatPlan],
  ['block_configs', blockConfigsPlan],
  ['openelm', openElmPlan],
  ['mimo_v2', mimoV2Plan],
  ['gemma3n', gemma3nPlan],
  ['gemma4', gemma4Plan],
  ['deepseek_v4', deepseekV4Plan],
])
