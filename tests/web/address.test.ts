import { describe, expect, it } from 'vitest'
import { answerFigures, lessons } from '../../sim/index.ts'
import { lessonIds, noticesOf } from '../../web/more/notices.ts'
import { fromFragment, runOf, start, toFragment, viewOf } from '../../web/state/address.ts'
import { remedyOf } from '../../web/more/remedy.ts'
import { fieldsOfScenario } from '../../web/hand/command.ts'
import { ownFile } from '../../web/state/own-file.ts'
import { rangesOf, saidOf, withRange } from '../../web/state/said.ts'
import { changedNames, goesOn } from '../../web/state/slide.ts'
import { machineOf } from '../../web/plan/controls/machine.ts'
import { llama2 } from './own-config.ts'

const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: '64' }
const untied = { ...llama2, tie_word_embeddings: false }

describe('a link', () => {
  it('of this version leaves nothing out', () => {
    expect(noticesOf(`#${toFragment({ ...run, runDay: '3', ranges: 'mfu=0.3 to 0.4' })}`)).toEqual([])
    expect(noticesOf('')).toEqual([])
  })

  it('of a newer version, with fields or a view that are not known, says so', () => {
    expect(noticesOf('#v=7&model=llama-3-8b&colour=red&view=atlas')).toEqual([
      { kind: 'newer', said: ['7'] },
      { kind: 'unknown', said: ['view=atlas, colour'] },
    ])
    expect(noticesOf('#v=1&model=llama-3-8b')).toEqual([])
    expect(noticesOf('#shownIn=h+GWh+EUR+node-h+GiB')).toEqual([])
    expect(noticesOf('#shownIn=h+hours')).toEqual([{ kind: 'wrong', said: ['shownIn=h hours', 'h GWh EUR'] }])
  })

  it('with a form, a lesson or a pinned run that there is none of says so, and compares with nothing', () => {
    const kinds = noticesOf('#form=abc&lesson=nope&baseline=xyz').map(({ kind, said: [what] }) => [
      kind,
      what,
    ])
    expect(kinds).toEqual([
      ['wrong', 'form=abc'],
      ['wrong', 'lesson=nope'],
      ['wrong', 'baseline=xyz'],
    ])
    expect(fromFragment('#baseline=xyz')).toEqual(start)
    const pinned = toFragment(run)
    expect(noticesOf(`#form=cscs&baseline=${encodeURIComponent(pinned)}`)).toEqual([])
    expect(fromFragment(`#baseline=${encodeURIComponent(pinned)}`)['baseline']).toBe(pinned)
    expect(lessonIds).toEqual(lessons.lessons.map(({ id }) => id))
  })

  it('of a megabyte is cut: a name without a field to a few letters, a value of a field left out', () => {
    const [notice] = noticesOf(`#${'x'.repeat(1_000_000)}`)
    expect(JSON.stringify(notice).length).toBeLessThan(120)
    const long = `#model=${'m'.repeat(1_000_000)}`
    expect(noticesOf(long)).toEqual([{ kind: 'long', said: ['model', '1,000,000'] }])
    expect(fromFragment(long)).toEqual(start)
  })

  it('reads a file with the mark that Windows writes before it, and a scenario too', () => {
    const text = `\ufeff${JSON.stringify(untied)}\r\n`
    expect(ownFile('model', text)).toEqual(ownFile('model', JSON.stringify(untied)))
    expect(fieldsOfScenario('\ufeff{"model":"apertus-8b","gpus":64}')?.fields).toEqual({
      model: 'apertus-8b',
      gpus: '64',
    })
  })

  it('holds a model and a machine of a person in full', () => {
    const model = ownFile('model', JSON.stringify(untied, null, 2))
    const machine = machineOf({
      name: 'Ours',
      accelerator: 'h100-sxm-80',
      perNode: '8',
      nodes: '16',
      network: '50',
      country: 'DE',
      pue: '1.2',
    })
    if (!model.ok || !machine.ok) throw new Error('refused')
    const own = { model: model.value, tokens: '1T', system: machine.value, gpus: '64' }
    const back = fromFragment(`#${toFragment(own)}`)
    expect(back).toEqual(own)
    const answered = answerFigures(saidOf(back))
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.model.parameters).toBe(6_738_415_616)
    expect(answered.value.system.name).toBe('Ours')
  })
})

describe('a file of one’s own', () => {
  it.each([
    ['{"a":', /is not JSON/],
    ['[1]', /is no JSON object/],
    ['"x"', /is no JSON object/],
    ['https://huggingface.co/gpt2', /nothing is fetched: paste the text/],
    ['{"a":1, // one\n"b":2}', /a comment at line 1, column 9; JSON has none/],
    ['{"a":1,"a":2}', /has "a" twice/],
    [`{"a":"${'x'.repeat(2_100_000)}"}`, /letters long/],
  ])('that is none is refused: %.20s', (text, why) => {
    const read = ownFile('model', text)
    expect(read.ok ? '' : read.problems[0]?.message).toMatch(why)
  })

  it('a figure out of its bounds is named beside what is missing', () => {
    const answered = answerFigures({ ...run, system: { nodes: -1, pueRatio: 0.5 } })
    if (answered.status !== 'refused') throw new Error(answered.status)
    expect(answered.problems).toContainEqual({
      field: 'system.nodes',
      message: '-1 is outside 1 to 10000000',
    })
    expect(answered.problems).toContainEqual({ field: 'system.pueRatio', message: '0.5 is outside 1 to 5' })
    expect(answered.problems.map(({ field }) => field)).toContain('system.acceleratorId')
  })

  it('every figure of a machine that is none is named at once', () => {
    const said = { name: '', accelerator: 'h100-sxm-80', network: '', country: 'DE', pue: '' }
    const read = machineOf({ ...said, perNode: '1.5', nodes: 'many' })
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual(['nodes', 'perNode'])
  })
})

describe('ranges in the address', () => {
  it('are read, put in and taken out one by one', () => {
    const one = withRange('', 'pueRatio', '1.1 to 1.3')
    const two = withRange(one, 'mfu', '0.3')
    expect(rangesOf(two)).toEqual({ pueRatio: '1.1 to 1.3', mfu: '0.3' })
    expect(withRange(two, 'pueRatio', ' ')).toBe('mfu=0.3')
  })

  it('widen the answer as those of the command line do', () => {
    const of = (ranges: string) => {
      const answered = answerFigures(saidOf({ ...run, ranges }))
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      const { p10, p90 } = answered.value.totals.gpuHours
      return p90 / p10
    }
    expect(of('mfu=0.2 to 0.5')).toBeGreaterThan(1.5 * of('mfu=0.35'))
  })
})

describe('what a problem offers', () => {
  it.each(['gpuHourPrice', 'powerPrice'])('%s without a currency is one in that of the page', (field) => {
    const wrong = { ...run, [field]: '0.67' }
    const refused = answerFigures(saidOf(wrong))
    if (refused.status !== 'refused') throw new Error(refused.status)
    const [problem = { field: '', message: '' }] = refused.problems
    const remedy = remedyOf(problem, wrong, 'CHF')
    expect(remedy).toEqual({ change: { [field]: 'CHF 0.67' }, value: 'CHF 0.67' })
    expect(answerFigures(saidOf({ ...wrong, ...remedy?.change })).status).toBe('answer')
  })

  it.each([
    ['tokens', '15,5T', '15.5T'],
    ['tokens', '15 Billionen', '15T'],
    ['tokens', '15조', '15T'],
    ['tokens', '70 milliards', '70B'],
    ['tokens', '15.000.000.000.000', '15000000000000'],
    ['gpus', '4.096', '4096'],
    ['gpus', '4096 accélérateurs', '4096'],
    ['mfu', '40,5 %', '0.405'],
    ['gpuHourPrice', '2,50 €', '2.50 EUR'],
    ['gpuHourPrice', 'Fr. 2.50', 'CHF 2.50'],
    ['gpuHourPrice', '$2.5/GPU-h', 'USD 2.5'],
    ['powerPrice', '0,12\u00a0€/kWh', '0.12 EUR'],
    ['checkpointTime', '9 Sekunden', '9s'],
    ['checkpointInterval', '1,5 heures', '1.5h'],
    ['checkpointInterval', '30 분', '30min'],
    ['ranges', 'pueRatio=1,1 bis 1,3; lifeY=5–7', 'pueRatio=1.1 to 1.3; lifeY=5 to 7'],
  ])('%s %s is taken as %s, which the planner reads', (field, said, value) => {
    const wrong = { ...run, [field]: said }
    expect(answerFigures(saidOf(wrong)).status).toBe('refused')
    const remedy = remedyOf({ field, message: '' }, wrong, 'CHF')
    expect(remedy).toEqual({ change: { [field]: value }, value })
    expect(answerFigures(saidOf({ ...wrong, ...remedy?.change })).status).toBe('answer')
  })

  it.each([
    ['mfu', '0,3 bis 0,4', 'mfu=0.3 to 0.4'],
    ['mfu', '30 – 40 %', 'mfu=0.3 to 0.4'],
    ['failureRate', '3 à 5', 'interruptionsPer1000GpuDays=3 to 5'],
  ])('a range in the field of one value, %s %s, goes where ranges are', (field, said, ranges) => {
    const wrong = { ...run, [field]: said }
    const remedy = remedyOf({ field, message: '' }, wrong, 'CHF')
    expect(remedy?.change).toEqual({ [field]: '', ranges })
    expect(answerFigures(saidOf({ ...wrong, ...remedy?.change })).status).toBe('answer')
  })

  it.each(['512 Knoten', '4096.5', 'many', '1.2.3'])('is nothing for %s accelerators', (gpus) => {
    expect(remedyOf({ field: 'gpus', message: '' }, { ...run, gpus }, 'CHF')).toBeNull()
  })

  it('is nothing where it cannot be known what was meant', () => {
    const problem = { field: 'gpuHourPrice', message: '' }
    expect(remedyOf(problem, { gpuHourPrice: 'cheap' }, 'CHF')).toBeNull()
    expect(remedyOf(problem, { gpuHourPrice: '0.67' }, '')).toBeNull()
    expect(remedyOf({ field: 'tokens', message: '' }, { tokens: '1' }, 'CHF')).toBeNull()
  })
})

describe('a move of a slider', () => {
  it('is one step to go back to as long as it goes on, and another slider or a rest begins a new one', () => {
    const at = (names: string, atMs: number) => ({ names, atMs })
    expect(goesOn(at('tokens', 0), at('tokens', 400))).toBe(true)
    expect(goesOn(at('tokens', 0), at('gpus', 400))).toBe(false)
    expect(goesOn(at('tokens', 0), at('tokens', 1500))).toBe(false)
    expect(goesOn(null, at('tokens', 0))).toBe(false)
    expect(changedNames({ a: '1', b: '' }, { a: '2', c: '3' })).toBe('a c')
  })
})

describe('the address of a view', () => {
  it('keeps what the view remembers, and the run apart', () => {
    const fields = {
      model: 'apertus-70b',
      tokens: '15T',
      system: 'alps',
      gpus: '64',
      maxTime: '90',
      case: 'lumi',
    }
    const fragment = toFragment(fields, 'tradeoffs')
    expect(fromFragment(fragment)).toEqual(fields)
    expect(viewOf(fragment)).toBe('tradeoffs')
    expect(runOf(fields)).toEqual({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '64' })
  })
})
