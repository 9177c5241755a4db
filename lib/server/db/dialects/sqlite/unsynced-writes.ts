import 'server-only'
import type {
  CompiledQuery,
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryId,
} from 'kysely'

/** Marks the queries of a Kysely instance as writes whose commit need not wait for the disk. */
export class UnsyncedWrites implements KyselyPlugin {
  readonly #queries = new WeakSet<QueryId>()

  has({ queryId }: CompiledQuery): boolean {
    return this.#queries.has(queryId)
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    this.#queries.add(queryId)
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}
