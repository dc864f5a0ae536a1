-- A case remembers how it stood before it was resolved, so that opening it again puts it exactly there.

alter table exception_cases add column status_before text;
alter table exception_cases add column note_before text;

-- Here rather than with each deed that resolves a case: runs, decisions and people all do.
create function remember_case()
returns trigger
language plpgsql set search_path = tieout, pg_temp
as $$
begin
    new.status_before := old.status;
    new.note_before := old.note;
    return new;
end
$$;

create trigger exception_cases_remember
    before update on exception_cases
    for each row when (old.status <> 'resolved' and new.status = 'resolved')
    execute function remember_case();
