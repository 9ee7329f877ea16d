/** Child processes of engines that may outlive a killed owner. */
import type { Database } from "better-sqlite3";
import type { ChildStore } from "../store.ts";
import { orFail } from "./failure.ts";

type Child = ReturnType<ChildStore["list"]>[number];

export function childTable(db: Database): ChildStore {
  const put = db.prepare(
    `insert into children (pid, start_time, owner_pid, owner_start_time, folder)
     values (@pid, @startTime, @ownerPid, @ownerStartTime, @folder)
     on conflict (pid, start_time) do update set
       owner_pid = excluded.owner_pid, owner_start_time = excluded.owner_start_time, folder = excluded.folder`,
  );
  const remove = db.prepare("delete from children where pid = ? and start_time = ?");
  const list = db.prepare<[], Child>(
    `select pid, start_time as startTime, owner_pid as ownerPid, owner_start_time as ownerStartTime, folder
     from children order by pid`,
  );
  return {
    record: (child) => orFail(db, "record a child process", () => void put.run(child)),
    remove: (pid, startTime) => orFail(db, "forget a child process", () => void remove.run(pid, startTime)),
    list: () => orFail(db, "list child processes", () => list.all()),
  };
}
