import type { Problem, Read } from '../../../sim/index.ts'
import { t } from '../../language.ts'
import { numberOf } from '../../state/number.ts'

/** A machine as a person says it in the form, each figure as typed. */
export type MachineWords = Readonly<
  Record<'name' | 'accelerator' | 'perNode' | 'nodes' | 'network' | 'country' | 'pue', string>
>

const gigabyte = 1e9

/** The system file that the form stands for, as JSON; or every figure that is none. */
export function machineOf(said: MachineWords): Read<string> {
  const wrong: Problem[] = []
  const number = (name: keyof MachineWords, isWhole: boolean) => {
    const value = numberOf(said[name])
    if (value !== null && (Number.isInteger(value) || !isWhole)) return value
    const text = said[name].slice(0, 40)
    const message = isWhole
      ? t`'${text}' is not a whole number above 0`
      : t`'${text}' is not a number above 0`
    wrong.push({ field: name, message })
    return 0
  }
  const optional = (name: keyof MachineWords) => (said[name].trim() === '' ? null : number(name, false))
  const network = optional('network')
  const file = {
    name: said.name.trim() === '' ? 'My machine' : said.name.trim(),
    acceleratorId: said.accelerator.trim(),
    nodes: number('nodes', true),
    acceleratorsPerNode: number('perNode', true),
    country: said.country.trim(),
    scaleOutBytesPerS: network === null ? null : network * gigabyte,
    pueRatio: optional('pue'),
  }
  return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, value: JSON.stringify(file) }
}
