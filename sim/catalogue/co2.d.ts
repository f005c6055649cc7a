declare module '@tgwf/co2/data/electricity-maps' {
  type Zone = { readonly carbonIntensity: { readonly value: number } }
  type Yearly = { readonly data: { readonly [iso2: string]: Zone } }
  export const yearly2025: Yearly
}
