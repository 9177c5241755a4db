import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { draftSchema } from '@/components/editor/form/draft-schema'

/** The form's rules as one schema. It is asked on the way to the review, so it comes then and not with the page. */
export const draftResolver = standardSchemaResolver(draftSchema)
