CREATE TABLE child (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    ref VARCHAR NOT NULL,
    also_written VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    born DATE,
    expected DATE,
    sex VARCHAR,
    ethnicity VARCHAR,
    uasc BOOLEAN,
    uasc_until DATE,
    disabled BOOLEAN,
    interpreter_language VARCHAR NOT NULL,
    parent BOOLEAN,
    need VARCHAR,
    permanence_plan VARCHAR NOT NULL,
    permanence_on DATE,
    pathway_plan_on DATE,
    sibling_group VARCHAR,
    on_caseload_since DATE,
    file_ends DATE,
    absent_from VARCHAR NOT NULL,
    of_age_known_on DATE,
    flagged BOOLEAN,
    closed_on DATE,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_child_ref ON child (ref) WHERE deleted_at IS NULL;
CREATE TABLE draft (
    "key" VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    saved_at DATETIME NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE gone (
    child_id VARCHAR NOT NULL,
    on_day DATE NOT NULL,
    why VARCHAR NOT NULL,
    PRIMARY KEY (child_id)
);
CREATE TABLE intake (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    format VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    covers_from DATE NOT NULL,
    covers_to DATE NOT NULL,
    newest DATE,
    tables VARCHAR NOT NULL,
    files VARCHAR NOT NULL,
    brought_in DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE joined (
    council VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (council)
);
CREATE TABLE operation (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    target_seq INTEGER,
    target_id VARCHAR,
    mirrors INTEGER,
    name VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    device VARCHAR NOT NULL,
    person VARCHAR,
    origin_id VARCHAR,
    sent BOOLEAN,
    state VARCHAR NOT NULL,
    salt VARCHAR,
    sentence_digest VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    previous_digest VARCHAR NOT NULL,
    UNIQUE (id),
    FOREIGN KEY(target_seq) REFERENCES operation (seq),
    FOREIGN KEY(mirrors) REFERENCES operation (seq)
);
CREATE INDEX ix_operation_purge ON operation (seq) WHERE kind = 'purge';
CREATE INDEX ix_operation_state ON operation (state);
CREATE INDEX ix_operation_target_seq ON operation (target_seq);
CREATE INDEX ix_operation_to_send ON operation (seq) WHERE sent = 0;
CREATE TABLE past_case (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    born_year INTEGER,
    sex VARCHAR,
    ethnicity VARCHAR,
    need VARCHAR,
    uasc BOOLEAN,
    disabled BOOLEAN,
    PRIMARY KEY (id)
);
CREATE TABLE person (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    name VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    team VARCHAR,
    role VARCHAR NOT NULL,
    phone VARCHAR,
    email VARCHAR,
    fte FLOAT,
    agency BOOLEAN NOT NULL,
    started DATE,
    ended DATE,
    PRIMARY KEY (id)
);
CREATE TABLE report (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    name VARCHAR NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    published_on DATE NOT NULL,
    practice VARCHAR NOT NULL,
    figures VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE report_entry (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    first DATE NOT NULL,
    last DATE NOT NULL,
    section VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    heading VARCHAR,
    text VARCHAR NOT NULL,
    whose VARCHAR,
    lead VARCHAR,
    timescale VARCHAR,
    rag VARCHAR,
    outcome VARCHAR,
    source VARCHAR,
    PRIMARY KEY (id)
);
CREATE TABLE setting (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_setting_key ON setting ("key") WHERE deleted_at IS NULL;
CREATE TABLE stream (
    stream VARCHAR NOT NULL,
    child_id VARCHAR,
    mode VARCHAR NOT NULL,
    waits VARCHAR NOT NULL,
    PRIMARY KEY (stream)
);
CREATE INDEX ix_stream_child_id ON stream (child_id);
CREATE TABLE stream_place (
    stream VARCHAR NOT NULL,
    pos INTEGER NOT NULL,
    hash VARCHAR NOT NULL,
    knows VARCHAR NOT NULL,
    set_by VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (stream, pos)
);
CREATE TABLE survey_sheet (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    survey VARCHAR NOT NULL,
    answered_on DATE NOT NULL,
    words VARCHAR,
    PRIMARY KEY (id)
);
CREATE TABLE adoption_authority (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    kind VARCHAR NOT NULL,
    started DATE NOT NULL,
    ended DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_adoption_authority_child_id ON adoption_authority (child_id);
CREATE TABLE allocation (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    notified DATE,
    allocated DATE,
    letter_sent DATE,
    reason VARCHAR,
    until DATE,
    mode VARCHAR NOT NULL,
    iro_id VARCHAR,
    previous_iro_id VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(iro_id) REFERENCES person (id),
    FOREIGN KEY(previous_iro_id) REFERENCES person (id)
);
CREATE INDEX ix_allocation_child_id ON allocation (child_id);
CREATE INDEX ix_allocation_iro_id ON allocation (iro_id);
CREATE INDEX ix_allocation_previous_iro_id ON allocation (previous_iro_id);
CREATE TABLE away (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    person_id VARCHAR,
    started DATE NOT NULL,
    ended DATE NOT NULL,
    kind VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_away_person_id ON away (person_id);
CREATE TABLE card (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    person_id VARCHAR NOT NULL,
    seal VARCHAR NOT NULL,
    sign VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_card_person_id ON card (person_id);
CREATE TABLE care_period (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    started DATE NOT NULL,
    start_known BOOLEAN NOT NULL,
    reviews_known_from DATE,
    ended DATE,
    end_known BOOLEAN NOT NULL,
    end_reason VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_care_period_child_id ON care_period (child_id);
CREATE TABLE case_note (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    operation_id VARCHAR,
    on_day DATE NOT NULL,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    filed_at DATETIME,
    filed_by VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_case_note_child_id ON case_note (child_id);
CREATE INDEX ix_case_note_waiting ON case_note (child_id) WHERE deleted_at IS NULL AND filed_at IS NULL;
CREATE TABLE case_person (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    name VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    organisation VARCHAR,
    started DATE,
    ended DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_case_person_child_id ON case_person (child_id);
CREATE TABLE change (
    id INTEGER NOT NULL,
    operation_seq INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    child_id VARCHAR,
    "before" VARCHAR,
    "after" VARCHAR,
    salt VARCHAR,
    digest VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(operation_seq) REFERENCES operation (seq)
);
CREATE INDEX ix_change_child_id ON change (child_id);
CREATE INDEX ix_change_operation_seq ON change (operation_seq);
CREATE TABLE chase (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    duty VARCHAR,
    what VARCHAR NOT NULL,
    whom VARCHAR,
    answer VARCHAR,
    asked_on DATE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_chase_child_id ON chase (child_id);
CREATE TABLE conference (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    kind VARCHAR NOT NULL,
    strategy_on DATE,
    notified_on DATE,
    booked DATE,
    booked_time VARCHAR,
    venue VARCHAR,
    mode VARCHAR,
    chair VARCHAR,
    parents_report_on DATE,
    agencies_report_on DATE,
    invited VARCHAR,
    reported VARCHAR,
    held DATE,
    not_held_on DATE,
    not_held_reason VARCHAR,
    came VARCHAR,
    quorate BOOLEAN,
    outcome VARCHAR,
    category VARCHAR,
    legal_considered BOOLEAN,
    child_part VARCHAR,
    parents_part VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_conference_child_id ON conference (child_id);
CREATE TABLE contact (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    on_day DATE NOT NULL,
    who VARCHAR,
    how VARCHAR,
    seen_alone BOOLEAN,
    reason VARCHAR,
    note VARCHAR,
    minutes INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_contact_child_id ON contact (child_id);
CREATE INDEX ix_contact_footprint ON contact (child_id, on_day, who, how) WHERE deleted_at IS NULL;
CREATE TABLE core_group (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    held DATE NOT NULL,
    came VARCHAR,
    missed VARCHAR,
    note VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_core_group_child_id ON core_group (child_id);
CREATE TABLE difference (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    of_table VARCHAR NOT NULL,
    of_row VARCHAR NOT NULL,
    of_column VARCHAR NOT NULL,
    kept VARCHAR NOT NULL,
    kept_by VARCHAR,
    late VARCHAR NOT NULL,
    late_by VARCHAR,
    arose_on DATE NOT NULL,
    settled_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_difference_child_id ON difference (child_id);
CREATE TABLE early_review (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    "trigger" VARCHAR NOT NULL,
    since DATE NOT NULL,
    "by" DATE NOT NULL,
    reason VARCHAR,
    withdrawn_on DATE,
    answered_by VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_early_review_child_id ON early_review (child_id);
CREATE TABLE event (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    what VARCHAR,
    happened_on DATE NOT NULL,
    known_on DATE NOT NULL,
    iro_told BOOLEAN NOT NULL,
    told_by VARCHAR,
    followed VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_event_child_id ON event (child_id);
CREATE TABLE hand_over (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    parcel VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    received BOOLEAN NOT NULL,
    why VARCHAR NOT NULL,
    on_day DATE NOT NULL,
    until DATE,
    confirmed_on DATE,
    code VARCHAR NOT NULL,
    knows VARCHAR NOT NULL,
    set_by VARCHAR NOT NULL,
    their_key VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_hand_over_child_id ON hand_over (child_id);
CREATE INDEX ix_hand_over_person_id ON hand_over (person_id);
CREATE TABLE health_year (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    year INTEGER NOT NULL,
    assessment BOOLEAN,
    dental_check BOOLEAN,
    immunisations BOOLEAN,
    development_check BOOLEAN,
    substance_misuse BOOLEAN,
    convicted BOOLEAN,
    sdq INTEGER,
    sdq_reason VARCHAR,
    intervention_received BOOLEAN,
    intervention_offered BOOLEAN,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_health_year_child_id ON health_year (child_id);
CREATE TABLE legal_status (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    code VARCHAR NOT NULL,
    started DATE NOT NULL,
    start_known BOOLEAN NOT NULL,
    ended DATE,
    care_plan_on DATE,
    detention_plan_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_legal_status_child_id ON legal_status (child_id);
CREATE TABLE listing (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    intake_id VARCHAR NOT NULL,
    left_out VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(intake_id) REFERENCES intake (id)
);
CREATE INDEX ix_listing_intake_id ON listing (intake_id);
CREATE TABLE missing_episode (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    kind VARCHAR NOT NULL,
    started DATE NOT NULL,
    ended DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_missing_episode_child_id ON missing_episode (child_id);
CREATE TABLE past_review (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    past_case_id VARCHAR NOT NULL,
    limit_on DATE,
    booked DATE,
    held DATE,
    completed DATE,
    adjourned DATE,
    form VARCHAR,
    final BOOLEAN,
    participation VARCHAR,
    decisions_on DATE,
    manager_replied_on DATE,
    record_on DATE,
    signed_off_on DATE,
    distributed_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(past_case_id) REFERENCES past_case (id)
);
CREATE INDEX ix_past_review_past_case_id ON past_review (past_case_id);
CREATE TABLE past_stage (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    past_case_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    taken_on DATE NOT NULL,
    replied_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(past_case_id) REFERENCES past_case (id)
);
CREATE INDEX ix_past_stage_past_case_id ON past_stage (past_case_id);
CREATE TABLE placement (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    code VARCHAR NOT NULL,
    provider VARCHAR,
    started DATE NOT NULL,
    start_known BOOLEAN NOT NULL,
    ended DATE,
    end_reason VARCHAR,
    same_carer BOOLEAN NOT NULL,
    out_of_area BOOLEAN,
    panel_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_placement_child_id ON placement (child_id);
CREATE TABLE proceedings (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    application VARCHAR NOT NULL,
    applied_on DATE,
    issued_on DATE NOT NULL,
    extended_to DATE,
    extensions INTEGER,
    court VARCHAR,
    reference VARCHAR,
    guardian VARCHAR,
    guardian_on DATE,
    guardian_contact VARCHAR,
    solicitor VARCHAR,
    concluded_on DATE,
    outcome VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_proceedings_child_id ON proceedings (child_id);
CREATE TABLE protection_plan (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    started DATE NOT NULL,
    start_known BOOLEAN NOT NULL,
    by_inference BOOLEAN NOT NULL,
    ended DATE,
    category VARCHAR,
    previous_plans INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_protection_plan_child_id ON protection_plan (child_id);
CREATE TABLE review (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    booked DATE,
    booked_time VARCHAR,
    venue VARCHAR,
    mode VARCHAR,
    locality VARCHAR,
    chair VARCHAR,
    held DATE,
    completed DATE,
    adjourned DATE,
    adjourned_reason VARCHAR,
    form VARCHAR,
    early_reason VARCHAR,
    apart BOOLEAN,
    final BOOLEAN,
    participation VARCHAR,
    chaired_by VARCHAR,
    child_chaired BOOLEAN,
    late_reason VARCHAR,
    follow_record BOOLEAN NOT NULL,
    last_as_of DATE,
    talked_on DATE,
    invited_on DATE,
    report_on DATE,
    care_plan_received_on DATE,
    pep_received_on DATE,
    health_plan_received_on DATE,
    pathway_plan_received_on DATE,
    papers_on DATE,
    spoken_on DATE,
    spoken_alone BOOLEAN,
    spoken_where VARCHAR,
    not_spoken_reason VARCHAR,
    advocate_offered BOOLEAN,
    visitor_offered BOOLEAN,
    interpreter VARCHAR,
    decisions_on DATE,
    manager_replied_on DATE,
    manager_reply VARCHAR,
    record_on DATE,
    signed_off_on DATE,
    distributed_on DATE,
    care_plan_on DATE,
    permanence VARCHAR,
    child_words VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_review_child_id ON review (child_id);
CREATE TABLE survey_answer (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    sheet_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(sheet_id) REFERENCES survey_sheet (id)
);
CREATE INDEX ix_survey_answer_sheet_id ON survey_answer (sheet_id);
CREATE TABLE task (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR,
    type VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    due DATE NOT NULL,
    time VARCHAR,
    place VARCHAR,
    done_on DATE,
    outcome VARCHAR,
    repeats VARCHAR,
    made_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_task_child_id ON task (child_id);
CREATE TABLE telling (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    format VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    intake_id VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(intake_id) REFERENCES intake (id)
);
CREATE INDEX ix_telling_child_id ON telling (child_id);
CREATE INDEX ix_telling_intake_id ON telling (intake_id);
CREATE TABLE visit (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    on_day DATE NOT NULL,
    seen_alone BOOLEAN,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_visit_child_id ON visit (child_id);
CREATE TABLE worker (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    told_by VARCHAR,
    told_where VARCHAR,
    as_told VARCHAR,
    role VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    team VARCHAR,
    started DATE,
    ended DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE INDEX ix_worker_child_id ON worker (child_id);
CREATE TABLE attendance (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    attended VARCHAR NOT NULL,
    report BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_attendance_child_id ON attendance (child_id);
CREATE INDEX ix_attendance_review_id ON attendance (review_id);
CREATE TABLE checklist_answer (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    source VARCHAR,
    grade VARCHAR,
    remedy_by DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_checklist_answer_child_id ON checklist_answer (child_id);
CREATE INDEX ix_checklist_answer_review_id ON checklist_answer (review_id);
CREATE TABLE conference_move (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    conference_id VARCHAR NOT NULL,
    requested_on DATE NOT NULL,
    asked_by VARCHAR,
    reason VARCHAR,
    old_date DATE,
    new_date DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
);
CREATE INDEX ix_conference_move_child_id ON conference_move (child_id);
CREATE INDEX ix_conference_move_conference_id ON conference_move (conference_id);
CREATE TABLE consultation (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    sent_on DATE,
    returned_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_consultation_child_id ON consultation (child_id);
CREATE INDEX ix_consultation_review_id ON consultation (review_id);
CREATE TABLE court_date (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    proceedings_id VARCHAR,
    on_day DATE NOT NULL,
    time VARCHAR,
    place VARCHAR,
    kind VARCHAR,
    what VARCHAR NOT NULL,
    filing_on DATE,
    filed_on DATE,
    panel_on DATE,
    to_ratify BOOLEAN,
    ratified_on DATE,
    view_on DATE,
    done_on DATE,
    order_made VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(proceedings_id) REFERENCES proceedings (id)
);
CREATE INDEX ix_court_date_child_id ON court_date (child_id);
CREATE INDEX ix_court_date_proceedings_id ON court_date (proceedings_id);
CREATE TABLE date_change (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR NOT NULL,
    requested_on DATE NOT NULL,
    asked_by VARCHAR,
    reason VARCHAR,
    old_date DATE,
    new_date DATE,
    approved_by VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_date_change_child_id ON date_change (child_id);
CREATE INDEX ix_date_change_review_id ON date_change (review_id);
CREATE TABLE decision (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR,
    text VARCHAR NOT NULL,
    owner VARCHAR,
    due DATE,
    done_on DATE,
    dropped_on DATE,
    chased_on DATE,
    made_on DATE,
    reason VARCHAR,
    repeated_from VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_decision_child_id ON decision (child_id);
CREATE INDEX ix_decision_open ON decision (child_id) WHERE deleted_at IS NULL AND done_on IS NULL AND dropped_on IS NULL;
CREATE INDEX ix_decision_review_id ON decision (review_id);
CREATE TABLE escalation (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR,
    kind VARCHAR NOT NULL,
    issue VARCHAR NOT NULL,
    effect VARCHAR,
    wanted VARCHAR,
    raised_on DATE NOT NULL,
    closed_on DATE,
    outcome VARCHAR,
    what_changed VARCHAR,
    child_told_on DATE,
    followed_up_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_escalation_child_id ON escalation (child_id);
CREATE INDEX ix_escalation_review_id ON escalation (review_id);
CREATE TABLE midpoint_check (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR,
    done_on DATE NOT NULL,
    with_whom VARCHAR,
    action VARCHAR,
    note VARCHAR,
    answers VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_midpoint_check_child_id ON midpoint_check (child_id);
CREATE INDEX ix_midpoint_check_review_id ON midpoint_check (review_id);
CREATE TABLE rating (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    review_id VARCHAR,
    value VARCHAR NOT NULL,
    theme VARCHAR,
    reason VARCHAR,
    what_changed VARCHAR,
    rated_on DATE NOT NULL,
    recorded_at DATETIME,
    told_manager_on DATE,
    told_service_on DATE,
    followed_up_on DATE,
    as_listed BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(review_id) REFERENCES review (id)
);
CREATE INDEX ix_rating_child_id ON rating (child_id);
CREATE INDEX ix_rating_last ON rating (child_id, rated_on) WHERE deleted_at IS NULL;
CREATE INDEX ix_rating_review_id ON rating (review_id);
CREATE TABLE court_move (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    court_date_id VARCHAR NOT NULL,
    requested_on DATE NOT NULL,
    asked_by VARCHAR,
    reason VARCHAR,
    old_date DATE,
    new_date DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(court_date_id) REFERENCES court_date (id)
);
CREATE INDEX ix_court_move_child_id ON court_move (child_id);
CREATE INDEX ix_court_move_court_date_id ON court_move (court_date_id);
CREATE TABLE escalation_step (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    made_by VARCHAR,
    child_id VARCHAR NOT NULL,
    escalation_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    person VARCHAR,
    taken_on DATE NOT NULL,
    reply_due DATE,
    replied_on DATE,
    reply VARCHAR,
    skipped_reason VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(child_id) REFERENCES child (id),
    FOREIGN KEY(escalation_id) REFERENCES escalation (id)
);
CREATE INDEX ix_escalation_step_child_id ON escalation_step (child_id);
CREATE INDEX ix_escalation_step_escalation_id ON escalation_step (escalation_id);
