/**
 * Full text search over what was said and what tools answered. The index holds no text of its own: it reads the entries through a
 * view. A search first takes in what came since the last one, session by session, because to do so with each entry would double
 * the time that an append takes. A trigger takes a removed entry out within the same transaction.
 */
import type { Step } from "./step.ts";

const TEXT = `select group_concat(block.value ->> 'text', char(10))
  from json_each(entries.body, '$.message.content') as block where block.value ->> 'type' = 'text'`;

export const search: Step = {
  name: "002-search",
  up: (db) => [
    // The index needs an integer for each entry that stays the same for good, which a hidden row number does not.
    db.schema
      .createTable("entry_numbers")
      .addColumn("n", "integer", (c) => c.primaryKey())
      .addColumn("entry_id", "text", (c) =>
        c.notNull().unique().references("entries.id").onDelete("cascade"),
      ),
    db.schema
      .createTable("search_progress")
      .addColumn("session_id", "text", (c) => c.primaryKey().references("sessions.id").onDelete("cascade"))
      .addColumn("seq", "bigint", (c) => c.notNull()),
    `create view entry_texts as
       select n, entry_id, text from (select n, entry_id, (${TEXT}) as text from entry_numbers join entries on entries.id = entry_id)
       where text is not null`,
    `create virtual table entry_search using fts5 (text, content = 'entry_texts', content_rowid = 'n',
       tokenize = 'unicode61 remove_diacritics 2')`,
    `create trigger entry_search_delete before delete on entries begin
       insert into entry_search (entry_search, rowid, text) select 'delete', n, text from entry_texts
         where entry_id = old.id and n in (select id from entry_search_docsize);
     end`,
  ],
};
