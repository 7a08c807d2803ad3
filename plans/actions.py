"""What can be done with a plan and what stands in it. Who may is the table in `plans.standing`."""

from enum import StrEnum


class Action(StrEnum):
    """What can be done. The thing it is done with stands in brackets."""

    VIEW = "view"
    EDIT_WORDS = "edit_words"  # plan
    PROPOSE_GOAL = "propose_goal"  # plan
    TAKE_UP_PROPOSAL = "take_up_proposal"  # goal
    ADD_GOAL = "add_goal"  # plan: in an own area, owned by the own department
    EDIT_GOAL = "edit_goal"  # goal
    ADD_SUBGOAL = "add_subgoal"  # goal
    EDIT_SUBGOAL = "edit_subgoal"  # sub-goal
    NOTE_PROGRESS = "note_progress"  # goal
    ADD_TASK = "add_task"  # section
    EDIT_TASK = "edit_task"  # task
    SET_TASK_STATUS = "set_task_status"  # task
    ADD_MEASURE = "add_measure"  # plan: in an own area, owned by the own department
    EDIT_MEASURE = "edit_measure"  # measure
    FOLLOW_UP = "follow_up"  # measure
    FOLLOW_UP_PLAN = "follow_up_plan"  # plan
    WRITE_JOURNAL = "write_journal"  # plan: in an own area
    ADD_TO_JOURNAL = "add_to_journal"  # journal note
    EDIT_NOTE_DRAFT = "edit_note_draft"  # journal note
    BEGIN_TRANSITION = "begin_transition"  # plan
    EDIT_TRANSITION = "edit_transition"  # transition
    PUBLISH_DRAFT = "publish_draft"  # goal, task, measure, journal note, rating
    MOVE_DRAFT = "move_draft"  # the same
    KEEP_PRIVATE = "keep_private"  # goal, rating, attachment, comment
    WITHHOLD = "withhold"  # a draft of goal, task, measure, journal note, rating
    END_WITHHOLDING = "end_withholding"  # the same, withheld
    TAKE_OUT = "take_out"  # goal, task, measure, journal note, rating
    TAKE_BACK = "take_back"  # goal, sub-goal, task, measure, rating, comment: what one has just added
    ADD_ATTACHMENT = "add_attachment"  # plan: in an own area
    ADD_SCAN = "add_scan"  # plan: on a ground one sees
    REMOVE_ATTACHMENT = "remove_attachment"  # attachment
    RATE_SELF = "rate_self"  # plan
    HOLD_TALK = "hold_talk"  # plan
    NOTE_TOLD = "note_told"  # plan
    RATE_AS_PROFESSIONAL = "rate_as_professional"  # plan
    NOTE_GROUND = "note_ground"  # plan
    GIVE_CONSENT = "give_consent"  # plan
    WITHDRAW_GROUND = "withdraw_ground"  # plan
    SHARE_WITHOUT_CONSENT = "share_without_consent"  # plan
    START_VISITATION = "start_visitation"  # plan
    SEE_TEAM_WHOLE = "see_team_whole"  # plan
    MANAGE_TEAM = "manage_team"  # plan
    BLOCK_PERSON = "block_person"  # plan
    LIFT_BLOCK = "lift_block"  # blocked person
    OFFER_HANDOVER = "offer_handover"  # plan
    ACCEPT_HANDOVER = "accept_handover"  # handover offer
    REPLACE_PLAN = "replace_plan"  # plan
    LINK_FAMILY = "link_family"  # plan
    PAUSE_PLAN = "pause_plan"  # plan
    END_PLAN = "end_plan"  # plan
    REOPEN_PLAN = "reopen_plan"  # plan that has ended
    ASK_ABOUT_LOOK = "ask_about_look"  # plan
    ASK_FOR_DATA = "ask_for_data"  # plan: to see the file, or to have something put right
    NOTE_DATA_REQUEST = "note_data_request"  # plan
    ANSWER_DATA_REQUEST = "answer_data_request"  # data request
    ADD_OWN_VIEW = "add_own_view"  # data request
    COMMENT = "comment"  # goal, measure, task, follow-up, rating, journal note
    EDIT_COMMENT = "edit_comment"  # comment
    WITHDRAW_COMMENT = "withdraw_comment"  # comment
    READ_COMMENT = "read_comment"  # comment
    RAISE_DISAGREEMENT = "raise_disagreement"  # goal, or plan: in an own area
    WRITE_VIEW = "write_view"  # disagreement
    EDIT_VIEW = "edit_view"  # view of a disagreement
    SETTLE_DISAGREEMENT = "settle_disagreement"  # disagreement
    BRING_TO_LEADERS = "bring_to_leaders"  # disagreement
    ASK_LEADER = "ask_leader"  # plan
    WITHDRAW_QUESTION = "withdraw_question"  # question to a leader
    ANSWER_QUESTION = "answer_question"  # the same
    CALL_MEETING = "call_meeting"  # plan
    EDIT_MEETING = "edit_meeting"  # meeting: time, place, who comes, who was there, agreeing on the summary
    ANSWER_INVITATION = "answer_invitation"  # participant
    ADD_POINT = "add_point"  # meeting: in an own area
    EDIT_POINT = "edit_point"  # point of a meeting
    PREPARE_MEETING = "prepare_meeting"  # meeting: from one's own field, in the own department's part
    EDIT_PREPARATION = "edit_preparation"  # what one has prepared
    NOTE_DECISION = "note_decision"  # meeting: in a place that is open for writing
    EDIT_DECISION = "edit_decision"  # decision
    WRITE_MESSAGE = "write_message"  # plan
    NOTE_MESSAGE = "note_message"  # plan
    SETTLE_MESSAGE = "settle_message"  # message
