export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** The density a cookie names; anything else is comfortable. */
export function parseDensity(value: string | undefined): Density {
  return densities.find((density) => density === value) ?? 'comfortable'
}
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme a cookie names; anything else is the system's. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
