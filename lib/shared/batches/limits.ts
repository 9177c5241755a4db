/** Apart from the schemas of batches, because the pages that select rooms need no zod. */
export const MAX_BATCH_ROOMS = 200
