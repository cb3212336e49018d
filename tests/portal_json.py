"""JSON as portals give it out: keys as in published records, contents made up and shortened."""

import json

ITEM_INTERFACE = {
    "STATUS": {"CODE": "00", "TEXT": ""},
    "data": {
        "RETURNITEMSUNNUM": 1,
        "list": [
            {
                "AUDIT_ITEM": {
                    "task_name": "固定资产投资项目节能审查",
                    "task_code": "11450721MB155808114000104002000",
                    "catalog_code": "000104002000",
                    "dept_name": "某县行政审批局",
                    "dept_code": "11450721MB15580811",
                    "task_type": "01",
                    "project_type": "2",
                    "anticipate_day": "20",
                    "anticipate_type": "1",
                    "promise_day": "5",
                    "promise_type": "1",
                    "limit_scene_num": "1",
                    "is_fee": "0",
                },
                "AUDIT_ITEM_EXTEND": {"result_name": "节能报告的批复", "is_amount_limit": "0"},
                "AUDIT_MATERIAL": [
                    {
                        "material_name": "申请书",
                        "is_need": "1",
                        "source_type": "10",
                        "original_amount": 1,
                        "copy_amount": 0,
                        "by_law": "《节能审查办法》第八条",
                        "page_format": "A4",
                    },
                    {
                        "material_name": "节能报告",
                        "is_need": "1",
                        "source_type": "10",
                        "original_amount": 1,
                        "copy_amount": 1,
                        "by_law": "",
                        "page_format": "A4",
                    },
                ],
                "AUDIT_ITEM_SPECIAL": [
                    {
                        "special_name": "9",
                        "special_date": 15,
                        "special_date_type": "1",
                        "special_desc": "机构评审：\n应委托有关机构进行评审。",
                    }
                ],
            }
        ],
    },
}

ONE_THING = {
    "code": 200,
    "data": {
        "sxmc": "新生儿出生一件事",
        "basicInfo": {"areaName": "甲区", "qtbmmc": "区卫生健康局", "isCharge": "0"},
        "approveList": [
            {"lbsxfwmc": "出生医学证明办理", "cnsxsx": 1, "resultSampleName": "出生医学证明"},
            {"lbsxfwmc": "出生登记", "cnsxsx": 5, "resultSampleName": None},
        ],
        "materialList": [
            {
                "materialTitle": "父母身份证",
                "clbyx": "1",
                "yqtgyj": "<p>户口登记条例&nbsp;第七条</p>",
            }
        ],
        "onethingCatalogStandServiceGuide": {
            "cnbjsx": "5",
            "hjsxz": "1",
            "bllctsm": "申请、受理、办结",
        },
    },
}

ITEM_DETAIL = {
    "data": {
        "unifyName": "食品经营许可",
        "typeName": "行政许可",
        "orgName": "市场监督管理局",
        "approveLimit": "20个工作日",
        "commitmentLimit": "5个工作日",
        "minSeq": "1",
        "isCharge": "不收费",
        "acceptanceCondition": "有固定经营场所",
        "processDescript": "收件→受理→审查→决定→送达",
        "according": "《食品安全法》第三十五条",
        "materialList": [
            {
                "materialTitle": "食品经营许可申请书",
                "isMust": "必要",
                "materialType": "原件",
                "materialStandard": "纸质和电子化",
                "copiesNum": "1",
                "sourceChannel": "申请人自备",
                "bylaw": "无",
            }
        ],
    }
}


def as_bytes(tree: object) -> bytes:
    """The bytes of a JSON file."""
    return json.dumps(tree, ensure_ascii=False).encode()
