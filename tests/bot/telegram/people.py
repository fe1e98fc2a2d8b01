"""Who talks to the bot in the tests, and where."""

LI = {"id": 7, "is_bot": False, "first_name": "李"}
WANG = {"id": 8, "is_bot": False, "first_name": "王"}
PRIVATE = {"id": 7, "type": "private"}
WANGS = {"id": 8, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "规划组"}
OLD_GROUP = {"id": -5, "type": "group", "title": "规划组"}
TOPIC = {"message_thread_id": 3, "is_topic_message": True}
