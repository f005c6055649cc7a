import { useSignal } from '@preact/signals'

type FoldProps = {
  readonly id?: string
  readonly title: string
  readonly open?: boolean
  /** Among controls: without the weight of a heading. */
  readonly isControl?: boolean
  readonly children: () => preact.ComponentChildren
}

/** A titled section that unfolds; what is in it is worked out and loaded only while it is open. */
export function Fold({ id, title, open, isControl, children }: FoldProps) {
  const isOpen = useSignal(open === true)
  return (
    <details
      id={id}
      class={isControl === true ? 'more' : 'fold'}
      open={isOpen.value}
      onToggle={(event) => (isOpen.value = event.currentTarget.open)}
    >
      <summary>{isControl === true ? title : <h2>{title}</h2>}</summary>
      {isOpen.value && children()}
    </details>
  )
}
