import type { Connection } from './connection.ts'

/** All that acts may write to; a table that a new act writes to is added here. */
const recorded = [
  ...(['photos', 'versions', 'drafts'] as const),
  ...(['albums', 'album_photos', 'tags', 'photo_tags', 'folders', 'palettes'] as const),
] as const
export type RecordedTable = (typeof recorded)[number]

interface Columns {
  key: string[]
  all: string[]
}

/**
 * Makes the tables and triggers that note what an act writes: while `act_in_work` holds its number, each
 * changed row goes into `act_changes`. Temporary ones, made anew from the schema at each opening.
 */
export function watchRows(connection: Connection): void {
  connection.execute(`
    CREATE TEMP TABLE act_in_work (act INTEGER NOT NULL);
    CREATE TEMP TABLE act_changes (
      id INTEGER PRIMARY KEY,
      act INTEGER NOT NULL,
      "table" TEXT NOT NULL,
      key TEXT NOT NULL,
      -- Names of what changed; all columns where the row was not there before, or is not after.
      columns TEXT NOT NULL,
      before TEXT,
      after TEXT
    );
    CREATE INDEX act_changes_by_act ON act_changes (act, id);
  `)
  for (const table of recorded) connection.execute(triggersOf(table, columnsOf(connection, table)))
}

/** Columns that triggers of the schema keep: an undo sets them by what they follow. */
const followers: readonly string[] = ['photos.coloured']

/** What is stored; generated columns and followers are left out. */
function columnsOf(connection: Connection, table: RecordedTable): Columns {
  const columns = connection
    .query<{ name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
    .all(table)
    .filter(({ name }) => !followers.includes(`${table}.${name}`))
  return {
    key: columns.filter(({ pk }) => pk > 0).map(({ name }) => name),
    all: columns.map(({ name }) => name),
  }
}

function triggersOf(table: RecordedTable, { key, all }: Columns): string {
  const object = (row: 'old' | 'new', names: string[]): string =>
    `json_object(${names.map((name) => `'${name}', ${row}.${name}`)})`
  const trigger = (event: string, values: string): string => `
    CREATE TEMP TRIGGER act_${event}_${table} AFTER ${event} ON main.${table}
    WHEN EXISTS (SELECT 1 FROM act_in_work) BEGIN
      INSERT INTO act_changes (act, "table", key, columns, before, after)
      SELECT (SELECT act FROM act_in_work), '${table}', ${values};
    END;`
  const cells = all.map((name) => `SELECT '${name}' AS name, old.${name} AS was, new.${name} AS is_now`)
  return [
    trigger('INSERT', `${object('new', key)}, '${all}', NULL, ${object('new', all)}`),
    trigger('DELETE', `${object('old', key)}, '${all}', ${object('old', all)}, NULL`),
    // Only what changed: of a row that something else writes to as well, that stays.
    trigger(
      'UPDATE',
      `${object('old', key)}, group_concat(name),
         json_group_object(name, was), json_group_object(name, is_now)
       FROM (${cells.join(' UNION ALL ')}) WHERE was IS NOT is_now HAVING count(*) > 0`,
    ),
  ].join('\n')
}
