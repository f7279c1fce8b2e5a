-- What Ditio says of the machines of a project on a day: the hours by state, where its answer tells them, and the answer.

create table machine_utilisation (
    company_id ${exact} not null,
    project_id ${exact} not null,
    work_date date not null,
    state ${exact} not null,
    hours double precision,
    payload ${json} not null,
    read_at timestamp with time zone not null,
    primary key (company_id, project_id, work_date, state)
);
