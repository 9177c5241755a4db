export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** The density a cookie names; anything else is comfortable. */
export function densityFrom(value: string | undefined): Density {
  return densities.find((density) => density === value) ?? 'comfortable'
}
