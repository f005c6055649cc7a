/**
 * The models beyond those of the ready runs. The build puts them here (vite.config.ts), so that the first answer does
 * not wait for them; read from its sources, the catalogue has all at once.
 */
export const isWhole = true
