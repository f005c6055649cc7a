import { useSignal } from '@preact/signals'

type FoldProps = {
  readonly title: string
  readonly open?: boolean
  readonly children: () => preact.ComponentChildren
}

/** A titled section that unfolds; what is in it is worked out and loaded only while it is open. */
export function Fold({ title, open, children }: FoldProps) {
  const isOpen = useSignal(open === true)
  return (
    <details
      class="fold"
      open={isOpen.value}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open
      }}
    >
      <summary>
        <h2>{title}</h2>
      </summary>
      {isOpen.value && children()}
    </details>
  )
}
