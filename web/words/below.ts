import { t, translated } from '../language.ts'
import plain from './plain/below.json'

/** Words of what stands under the figures of Plan. */
export const belowWords = translated({
  ...plain,
  doubt: {
    ...plain.doubt,
    waterfall: (share: string, most: string) =>
      t`${share}\u00a0% of the allocated GPU-hours train; the most is lost to ${most}`,
    calendar: (c: CalendarWords) =>
      t`The accelerators are held ${c.held} days. With the waits between ${c.links} jobs of the chain and the maintenance of the machine it takes ${c.from} to ${c.to} days on the calendar.`,
    calendarWhole: (c: CalendarWords) =>
      t`The accelerators are held ${c.held} days. With the maintenance of the machine it takes ${c.from} to ${c.to} days on the calendar.`,
    dots: (days: string) => t`In 9 of 10 cases it is over within ${days} days of the calendar`,
    dotsLabel: (least: string, most: string) =>
      t`Fifty equally likely outcomes in calendar days, from ${least} to ${most}`,
    beyond: (count: string, days: string) => t`${count} beyond ${days}`,
  },
})

export type CalendarWords = Readonly<Record<'held' | 'links' | 'from' | 'to', string>>

/** The words for a part of a breakdown. */
export function partWords(part: string): string {
  return Object.entries(belowWords.parts).find(([key]) => key === part)?.[1] ?? part
}
