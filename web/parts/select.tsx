type SelectProps = {
  readonly id?: string
  /** What it is called where no label stands beside it. */
  readonly label?: string | undefined
  readonly value: string | undefined
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly disabled?: boolean
  readonly onChoose: (value: string) => void
  /** Options before the others. */
  readonly children?: preact.ComponentChildren
}

/** One of a few. */
export function Select({ label, options, onChoose, children, ...rest }: SelectProps) {
  return (
    <select {...rest} aria-label={label} onChange={(event) => onChoose(event.currentTarget.value)}>
      {children}
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  )
}
