/** A text as it is: vite and vitest hand it over. */
declare module '*.md?raw' {
  const text: string
  export default text
}
