/** A file of SQL as the text that it is. */
declare module '*.sql?raw' {
  const text: string
  export default text
}
