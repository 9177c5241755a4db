import { isHttpUrl } from '@/lib/shared/catalogue/value-types'
import { JsonTools, type JsonToolsProps } from './json/json-tools'
import { UrlTools } from './url-tools'

export type ValueToolsProps = JsonToolsProps

/** The tools that fit a value: none if it only starts like JSON or a URL. */
export function ValueTools(props: ValueToolsProps) {
  return isHttpUrl(props.text) ? <UrlTools url={props.text} /> : <JsonTools {...props} />
}
