import { queueWords } from './words/words.ts'

type WorkProps = {
  readonly text: string
  /** 0 to 100. */
  readonly percent: number
  readonly onCancel: () => void
}

/** What is being done, how far it is, and how to stop it. */
export function Work({ text, percent, onCancel }: WorkProps) {
  const now = Math.round(Math.min(100, percent))
  return (
    <p class="work">
      <span role="progressbar" aria-label={text} aria-valuenow={now}>
        {text}
      </span>{' '}
      <button type="button" onClick={onCancel}>
        {queueWords.cancel}
      </button>
    </p>
  )
}
