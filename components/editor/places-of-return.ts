/** From these the focus comes back to the row that had it, so that row keeps its place meanwhile. */
export const PLACES_OF_RETURN = '#outcome, [role="dialog"]'
