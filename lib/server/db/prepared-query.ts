import 'server-only'
import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './database'

/** Stands for a value while a query is compiled. */
class Parameter {
  constructor(readonly name: PropertyKey) {}
}

/** Stands in a query for the parameter of this name. */
export type ValueOf<Parameters> = <Name extends keyof Parameters>(name: Name) => Parameters[Name]

/**
 * Compiles a query once for each database; each run only fills in its parameters. Building and
 * compiling a query takes several times as long as running it. `build` calls `value` wherever it
 * needs a parameter; the text must not depend on it, so lists are no parameters.
 */
export function prepareQuery<Parameters extends object, Row>(
  build: (database: Database, value: ValueOf<Parameters>) => Compilable<Row>,
): (database: Database, parameters: Parameters) => Promise<Row[]> {
  const compiledFor = new WeakMap<Database, CompiledQuery<Row>>()
  return (database, parameters) => {
    let compiled = compiledFor.get(database)
    if (!compiled) {
      // A placeholder has the type of its value only for the query builder.
      compiled = build(database, (name) => new Parameter(name) as never).compile()
      compiledFor.set(database, compiled)
      database.keepPrepared(compiled.sql)
    }
    const fill = (value: unknown) =>
      value instanceof Parameter ? parameters[value.name as keyof Parameters] : value
    const query = { ...compiled, parameters: compiled.parameters.map(fill) }
    return database.read<Row>(query)
  }
}
