/** A file as the text that it is: vite and vitest hand it over. */
declare module '*?raw' {
  const text: string
  export default text
}
