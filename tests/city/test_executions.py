"""The table is the truth: without a single execution, every incident still closes."""

from concurrent.futures import ThreadPoolExecutor

from linli import names
from operate.faults.crowd import Crowd
from operate.faults.thread import Outcome, Thread, counted

INCIDENTS = 20


def test_incidents_whose_executions_were_all_stopped_close(world):
    crowd = Crowd(world, INCIDENTS, patience=120)
    crowd.cast.enter()
    threads = [Thread(crowd, cover) for cover in crowd.covers]
    with ThreadPoolExecutor(4) as pool:
        incidents = list(pool.map(Thread.dispatched, threads))
        stopped = stop_all(world)
        assert stopped >= INCIDENTS
        list(pool.map(Thread.finish, threads, incidents))
    told = [thread.facts(one) for thread, one in zip(threads, incidents, strict=True)]
    assert told == [told[0]] * INCIDENTS
    assert told[0][-1] == "closed"
    raised = counted(crowd, [Outcome(cover, [], 0) for cover in crowd.covers])
    assert [one.incidents for one in raised] == [(one,) for one in incidents]
    crowd.cast.leave()


def stop_all(world):
    states = world.home.client("stepfunctions")
    machine = names.resource(world.city, "incidents", "handling")
    [arn] = [
        one["stateMachineArn"]
        for one in states.list_state_machines()["stateMachines"]
        if one["name"] == machine
    ]
    pages = states.get_paginator("list_executions").paginate(
        stateMachineArn=arn, statusFilter="RUNNING"
    )
    running = [one["executionArn"] for page in pages for one in page["executions"]]
    for execution in running:
        states.stop_execution(executionArn=execution)
    return len(running)
