/** A data file as the text that it is: vite and vitest hand it over, nothing is generated. */
declare module '*.csv?raw' {
  const text: string
  export default text
}

declare module '*.jsonl?raw' {
  const text: string
  export default text
}

declare module '*.txt?raw' {
  const text: string
  export default text
}
